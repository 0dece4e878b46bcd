import type {
  ConnectionState,
  PanelAnswer,
} from "../../../src/messaging/panel-protocol.ts";
import type { SetupDoor } from "../../../src/setup/setup-door.ts";
import { createFakeDoor, failing } from "../fake-door.ts";
import { ok, press, there, type, type State } from "./state.ts";

/** The settings page: connecting, what is connected, and what is recorded about the agent. */

const OK: ConnectionState = {
  kind: "ok",
  workspaceName: "Fernhill",
  memberName: "Nina Weber",
  releaseNumber: 14,
};

const draw = (connection: ConnectionState): State["draw"] => ({
  of: "settings",
  door: (): SetupDoor => ({
    ask: createFakeDoor({
      "options.settings": () =>
        ok({
          address:
            connection.kind === "not_connected"
              ? null
              : "https://heed.fernhill.example",
          draftWhen: "always" as const,
          connection,
          brands: [{ host: "support.fernhill.example", isAllowed: true }],
        }),
      "options.test": () => ok(connection),
      "options.connect": () =>
        failing(
          "Nothing answers at heed.fernhill.example. Check the address, and that the backend is running.",
        ),
      "options.record": () => ok({ total: 212, entries: RECORD }),
    }).ask,
    requestPermission: async () => true,
  }),
});

type Entry = Extract<
  PanelAnswer<"options.record">,
  { ok: true }
>["value"]["entries"][number];
const entry = (
  n: number,
  outcome: string,
  over: Partial<Entry> = {},
): Entry => ({
  signalId: `s${n}`,
  at: new Date(`2026-11-2${n}T10:0${n}:00`).toISOString(),
  ticketId: `4821${n}`,
  outcome,
  reason: null,
  retained: null,
  sentText: null,
  ...over,
});
const RECORD = [
  entry(3, "edited", {
    retained: 0.86,
    sentText: "Hi <name>,\nRefunds take 5 working days.",
  }),
  entry(2, "rejected", { reason: "stale_source" }),
  entry(1, "accepted"),
];

export const SETTINGS: State[] = [
  {
    name: "settings-connect",
    says: "First run: two boxes, four promises.",
    draw: draw({ kind: "not_connected" }),
  },
  {
    name: "settings-refused",
    says: "Nothing answers there: said beside the boxes.",
    draw: draw({ kind: "not_connected" }),
    then: async () => {
      await type("#address", "https://heed.fernhill.example");
      await type("#code", "K7QF-2M4T");
      await press("Connect");
    },
  },
  {
    name: "settings-connected",
    says: "What Heed is connected to, and when it drafts.",
    draw: draw(OK),
  },
  {
    name: "settings-brands",
    says: "Zendesk on the company's own address, allowed and taken back host by host.",
    draw: draw(OK),
    then: async () => (await there("#brand")).scrollIntoView(),
  },
  {
    name: "your-record",
    says: "What is recorded about the agent, entry by entry.",
    draw: draw(OK),
    then: () => press("Show your record"),
  },
  {
    name: "settings-offline",
    says: "The backend cannot be reached.",
    draw: draw({ kind: "offline", since: "2026-11-23T08:50:00.000Z" }),
  },
  {
    name: "settings-signed-out",
    says: "The address is kept; a new code mends it.",
    draw: draw({ kind: "signed_out" }),
  },
];
