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

/** Nothing in the page has changed for this long: it has settled. */
const QUIET_MS = 80;
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
    await quiet();
    await then?.(undefined as never); // settings have nothing that is pushed
  } else {
    const door = draw.door();
    // For whoever has something to push into the panel from outside: the benchmark.
    Object.assign(window, { door });
    // What an earlier visit stored would be another state.
    indexedDB.deleteDatabase("gallery");
    root.render(<Panel door={door} databaseName="gallery" />);
    if (!waits) await there(ANSWERED);
    await quiet();
    await then?.(door);
  }
  await quiet();
  document.body.dataset["settled"] = name;
}

function quiet(): Promise<void> {
  return new Promise((done) => {
    const finish = () => {
      observer.disconnect();
      done();
    };
    let timer = setTimeout(finish, QUIET_MS * 2);
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(finish, QUIET_MS);
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
}
