import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Another extension in the agent's browser, with a script in the helpdesk's page as Heed has one. What it says to Heed
 * it says with these two, in its worker and in the page: `said(id, messages)` answers what Heed answered to each.
 */
const SAY = `
globalThis.said = (id, messages) =>
  Promise.all(
    messages.map((message) =>
      chrome.runtime.sendMessage(id, message).then(
        (answer) => answer ?? "silence",
        () => "silence",
      ),
    ),
  );
globalThis.opened = (id, messages) =>
  new Promise((done) => {
    const port = chrome.runtime.connect(id, { name: "panel" });
    const heard = [];
    port.onMessage.addListener((message) => heard.push(message));
    port.onDisconnect.addListener(() => done(heard));
    try {
      messages.forEach((message) => port.postMessage(message));
    } catch {}
  });
`;

/** Answers its folder. */
export function neighbourExtension(): string {
  const folder = mkdtempSync(join(tmpdir(), "heed-neighbour-"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "say.js"), SAY);
  writeFileSync(
    join(folder, "manifest.json"),
    JSON.stringify({
      manifest_version: 3,
      name: "Neighbour",
      version: "1.0",
      permissions: ["storage", "tabs", "scripting"],
      host_permissions: ["https://*.zendesk.com/*"],
      background: { service_worker: "say.js" },
      content_scripts: [
        { matches: ["https://*.zendesk.com/*"], js: ["say.js"] },
      ],
    }),
  );
  return folder;
}
