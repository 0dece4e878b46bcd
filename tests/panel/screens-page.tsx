import { createRoot } from "react-dom/client";
import "../../src/design/tokens.css";
import "../../src/design/controls.css";
import "../../src/design/panel.css";
import "../../src/design/reading.css";
import "../../src/design/setup.css";
import { useAgent } from "../../src/panel/agent-store.ts";
import { Panel } from "../../src/panel/Panel.tsx";
import type { SetupDoor } from "../../src/setup/setup-door.ts";
import { Setup } from "../../src/setup/Setup.tsx";
import type { ConnectionState } from "../../src/messaging/panel-protocol.ts";
import {
  ABSTENTION,
  HIGH,
  MEDIUM,
  suggestion,
  TICKET,
  view,
  WROTE_AGAIN,
} from "./canned.ts";
import { createFakeDoor, failing, never, type FakeDoor } from "./fake-door.ts";

/** Each face of the panel and of the options page, by name, for the pictures: `page.html#low`. */

type Face = { door: () => FakeDoor; then?: (door: FakeDoor) => void };
const ok = <V,>(value: V) => ({ ok: true as const, value });
const KEYS = { insert: "Alt+Shift+Y" };
const agent = () => useAgent.getState();
const of =
  (given: ReturnType<typeof suggestion>, viewed = view()) =>
  () =>
    createFakeDoor(
      { "panel.suggest": () => ok(given), "panel.view": () => ok(viewed) },
      KEYS,
    );
const connected = (connection: ConnectionState, over = {}) =>
  of(suggestion(), view({ connection, ...over }));
const press = (name: string) =>
  [...document.querySelectorAll("button")]
    .find((it) =>
      (it.getAttribute("aria-label") ?? it.textContent).includes(name),
    )
    ?.click();
const offline = { kind: "offline", since: "2026-11-23T08:50:00.000Z" } as const;
const error = { kind: "backend_error", code: "500" } as const;

export const FACES: Record<string, Face> = {
  low: {
    door: of(suggestion()),
    then: () => agent().toggleSource("returns-1"),
  },
  "low-closed": { door: of(suggestion()) },
  medium: {
    door: of(MEDIUM),
    then: () =>
      agent().tick(
        MEDIUM.suggestionId,
        "claims-action:will now go to Lindenweg 4",
        true,
      ),
  },
  high: {
    door: of(HIGH),
    then: () => document.querySelector<HTMLElement>(".step input")?.click(),
  },
  acknowledgement: {
    door: of(HIGH),
    then: () => agent().toggleRow("acknowledgement"),
  },
  abstain: { door: of(ABSTENTION) },
  waiting: { door: () => createFakeDoor({ "panel.suggest": never }, KEYS) },
  slow: { door: () => createFakeDoor({ "panel.suggest": never }, KEYS) },
  offline: {
    door: of(suggestion()),
    then: (door) =>
      door.push({
        type: "push.view",
        view: view({ connection: offline, signalsWaiting: 3 }),
      }),
  },
  "offline-no-draft": { door: connected(offline) },
  reject: {
    door: of(suggestion()),
    then: () => agent().setSheet({ kind: "reject" }),
  },
  rejected: {
    door: of(suggestion()),
    then: () => {
      agent().setSheet({ kind: "reject" });
      setTimeout(() => press("Source is out of date"), 50);
    },
  },
  regenerate: {
    door: of(suggestion()),
    then: () => agent().setSheet({ kind: "regenerate" }),
  },
  composer: {
    door: of(
      suggestion(),
      view({
        composer: {
          ticketId: "48213",
          present: true,
          mode: "public",
          text: "Hello",
        },
      }),
    ),
    then: () => press("Insert reply"),
  },
  inserted: { door: of(suggestion()), then: () => press("Insert reply") },
  "not-inserted": {
    door: () =>
      createFakeDoor(
        {
          "panel.insert": () =>
            ok({ ok: false, reason: "not_taken", composerText: "" }),
        },
        KEYS,
      ),
    then: () => press("Insert reply"),
  },
  "wrong-composer": {
    door: () =>
      createFakeDoor(
        {
          "panel.insert": () =>
            ok({ ok: false, reason: "wrong_composer", composerText: "" }),
        },
        KEYS,
      ),
    then: () => press("Insert reply"),
  },
  edit: { door: of(suggestion()), then: () => agent().setEditing(true) },
  search: {
    door: () =>
      createFakeDoor(
        {
          "panel.search": () => ok([...suggestion().sources, ...HIGH.sources]),
        },
        KEYS,
      ),
    then: () => {
      agent().setSearching(true);
      setTimeout(() => {
        const box = document.querySelector<HTMLInputElement>(".search input");
        if (!box) return;
        Object.getOwnPropertyDescriptor(
          HTMLInputElement.prototype,
          "value",
        )?.set?.call(box, "refund");
        box.dispatchEvent(new Event("input", { bubbles: true }));
        setTimeout(() =>
          box.dispatchEvent(
            new KeyboardEvent("keydown", { key: "Enter", bubbles: true }),
          ),
        );
      }, 20);
    },
  },
  details: {
    door: of(suggestion()),
    then: () =>
      (["summary", "fields", "steps"] as const).forEach((row) =>
        agent().toggleRow(row),
      ),
  },
  more: { door: of(suggestion()), then: () => agent().setMenu("more") },
  topic: { door: of(suggestion()), then: () => agent().setMenu("topic") },
  keys: {
    door: of(suggestion()),
    then: () => agent().setSheet({ kind: "keys" }),
  },
  superseded: {
    door: of(suggestion()),
    then: (door) => door.push({ type: "push.view", view: WROTE_AGAIN }),
  },
  partial: {
    door: of(
      suggestion(),
      view({ ticket: { ...TICKET, completeness: "partial" } }),
    ),
  },
  "first-run": { door: connected({ kind: "not_connected" }) },
  "signed-out": { door: connected({ kind: "signed_out" }) },
  "backend-error": {
    door: () =>
      createFakeDoor(
        {
          "panel.suggest": () =>
            failing("The backend answered with an error (500).", error),
        },
        KEYS,
      ),
  },
  "error-with-draft": {
    door: of(suggestion()),
    then: (door) =>
      door.push({ type: "push.view", view: view({ connection: error }) }),
  },
  "versions-differ": {
    door: connected({ kind: "versions_differ", heedIs: "older" }),
  },
  unsupported: {
    door: of(
      suggestion(),
      view({ ref: null, ticket: null, lastMessageId: null }),
    ),
  },
  "empty-ticket": { door: of(suggestion(), view({ lastMessageId: null })) },
  "on-click": { door: of(suggestion(), view({ draftWhen: "on_click" })) },
};

const settings = (connection: ConnectionState) => ({
  address:
    connection.kind === "not_connected"
      ? null
      : "https://heed.fernhill.example",
  draftWhen: "always" as const,
  connection,
});
const setupDoor = (connection: ConnectionState): SetupDoor => ({
  ask: createFakeDoor({
    "options.settings": () => ok(settings(connection)),
    "options.test": () => ok(connection),
    "options.connect": () =>
      failing(
        "Nothing answers at heed.fernhill.example. Check the address, and that the backend is running.",
      ),
  }).ask,
  requestPermission: async () => true,
});
const SETUPS: Record<string, SetupDoor> = {
  "setup-connect": setupDoor({ kind: "not_connected" }),
  "setup-connected": setupDoor({
    kind: "ok",
    workspaceName: "Fernhill",
    memberName: "Nina Weber",
    releaseNumber: 14,
  }),
  "setup-offline": setupDoor(offline),
};

document.documentElement.lang = "en";
document.title = "Heed";
const name = location.hash.slice(1);
const root = createRoot(document.getElementById("root")!);
const setup = SETUPS[name];
const face = FACES[name];
if (setup) root.render(<Setup door={setup} />);
if (face) {
  const door = face.door();
  root.render(<Panel door={door} databaseName={`screens-${name}`} />);
  settle(() => face.then?.(door));
} else settle();

/** Lets React draw, does what the face is about, lets it draw again, and says that the picture can be taken. */
function settle(then?: () => void) {
  setTimeout(() => {
    then?.();
    setTimeout(() => (document.body.dataset["settled"] = name), 150);
  }, 150);
}
