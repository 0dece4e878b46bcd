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
      "options.health": () => ok(HEALTH),
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

/** One section with more rows than are told, one of an imported article, one about an intent; the rest is well. */
const HEALTH: Extract<PanelAnswer<"options.health">, { ok: true }>["value"] = {
  releaseNumber: 14,
  at: "2026-11-23T09:20:00.000Z",
  timeZone: "Europe/Berlin",
  documents: 25,
  suggestions: 640,
  sections: [
    {
      id: "past-review",
      title: "Past its review",
      means:
        "Documents whose review date has come, of all that have not expired.",
      total: 9,
      rows: [
        {
          documentId: "parcel-search",
          intentId: null,
          title: "When a parcel is searched for",
          owner: "Jonas Albrecht, Logistics",
          says: "Its review was due on 20 Nov 2026, 00:00.",
          mend: "knowledge/parcel-search.md: read it, mend it, and write a later reviewBy, then npx heed release create DIR",
        },
      ],
    },
    {
      id: "no-owner",
      title: "No owner",
      means:
        "Documents that name nobody who answers for them, of all that have not expired.",
      total: 1,
      rows: [
        {
          documentId: "zendesk:fernhill:36012245:en-us",
          intentId: null,
          title: "Waterproof clothing: how to wash it, and how not to",
          owner: null,
          says: "Nobody owns it.",
          mend: "npx heed knowledge label zendesk:fernhill:36012245:en-us --owner NAME, then npx heed release create",
        },
      ],
    },
    {
      id: "expired",
      title: "Expired",
      means: "Documents that have expired.",
      total: 0,
      rows: [],
    },
    {
      id: "intents-without-source",
      title: "Asked for, and no source",
      means:
        "The 20 intents that most often got no draft in the last 30 days because no source answered; of all suggestions for that intent.",
      total: 1,
      rows: [
        {
          documentId: null,
          intentId: "hire",
          title: "Hiring equipment",
          owner: null,
          says: "No source answered 7 of 8 tickets.",
          mend: "Write a document that answers it (knowledge/hire.md), or import one, then npx heed release create",
        },
      ],
    },
  ],
};

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
    name: "settings-health",
    says: "For leads and admins: what is wrong with the sources, each with what mends it.",
    draw: draw(OK),
    then: async () => {
      await press("Check the knowledge");
      await there("details summary");
      const sections = document.querySelectorAll("details");
      for (const section of sections) section.open = true;
      sections[0]?.closest("section")?.scrollIntoView();
    },
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
