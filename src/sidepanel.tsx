import "./design/tokens.css";
import "./design/controls.css";
import "./design/panel.css";
import "./design/reading.css";
import { HAS_KEYBOARD } from "./messaging/browser.ts";
import { browserDoor } from "./panel/browser-door.ts";
import { Panel } from "./panel/Panel.tsx";

// Plasmo's page has neither a language nor a name of ours.
document.documentElement.lang = "en";
document.title = "Heed";

/** Opened as a page of its own, the panel is told which tab to speak about: `sidepanel.html?tabId=7`. */
const named = new URLSearchParams(location.search).get("tabId");
const namedTabId = named !== null && /^\d+$/.test(named) ? Number(named) : null;

// The worker is not told otherwise that the icon now has to say that a draft waits.
addEventListener(
  "pagehide",
  () => void browserDoor.ask({ type: "panel.closing" }),
);

// The worker sees by it whether the keyboard has to be brought here. A page of its own is no side panel.
function showKeyboard() {
  const mark = document.hasFocus() ? HAS_KEYBOARD : "";
  history.replaceState(null, "", location.pathname + mark);
}
if (namedTabId === null) {
  addEventListener("focus", showKeyboard);
  addEventListener("blur", showKeyboard);
  showKeyboard();
}

export default function SidePanel() {
  return <Panel door={browserDoor} namedTabId={namedTabId} />;
}
