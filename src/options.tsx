import "./design/tokens.css";
import "./design/controls.css";
import "./design/panel.css";
import "./design/reading.css";
import "./design/setup.css";
import { browserSetupDoor } from "./setup/browser-setup-door.ts";
import { Setup } from "./setup/Setup.tsx";
import { words } from "./setup/words.ts";

// Plasmo's page has neither a language nor a name of ours.
document.documentElement.lang = "en";
document.title = words.title;

export default function Options() {
  return <Setup door={browserSetupDoor} />;
}
