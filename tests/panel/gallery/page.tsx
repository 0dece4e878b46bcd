import { createRoot } from "react-dom/client";
import "../../../src/design/tokens.css";
import "../../../src/design/controls.css";
import "../../../src/design/panel.css";
import "../../../src/design/reading.css";
import "../../../src/design/setup.css";
import { Panel } from "../../../src/panel/Panel.tsx";
import { Setup } from "../../../src/setup/Setup.tsx";
import { there, type State } from "./state.ts";
import { STATES } from "./states.ts";

/** Draws the state that the address names, `?low`, and says when the picture can be taken. */

/** Nothing in the page has changed for so many frames: it has settled. What the doors answer is there at once. */
const QUIET_FRAMES = 3;
/** The panel has said something. */
const ANSWERED = ".draft:not(.waiting), .internal, .say";

document.documentElement.lang = "en";
document.title = "Heed";
const state = STATES.find(({ name }) => name === location.search.slice(1));
if (state) void show(state);

async function show({
  name,
  draw,
  then,
  waits,
  rightToLeft,
}: State): Promise<void> {
  if (rightToLeft) document.documentElement.dir = "rtl";
  const root = createRoot(document.getElementById("root")!);
  if (draw.of === "settings") {
    root.render(<Setup door={draw.door()} />);
    await there(".setup .buttons, .setup .btn");
    await quiet();
    await then?.(undefined as never); // settings have nothing that is pushed
  } else {
    const door = draw.door();
    // For whoever has something to push into the panel from outside: the benchmark.
    Object.assign(window, { door });
    // What an earlier visit stored would be another state.
    indexedDB.deleteDatabase("gallery");
    root.render(<Panel door={door} databaseName="gallery" />);
    await there(waits ?? ANSWERED);
    await quiet();
    await then?.(door);
  }
  await quiet();
  document.body.dataset["settled"] = name;
}

async function quiet(): Promise<void> {
  let still = 0;
  const observer = new MutationObserver(() => {
    still = 0;
  });
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  for (; still < QUIET_FRAMES; still++) await frame();
  observer.disconnect();
}

/** The next frame is drawn, and what waited for it has run. */
function frame(): Promise<void> {
  return new Promise((done) =>
    requestAnimationFrame(() => setTimeout(() => done())),
  );
}
