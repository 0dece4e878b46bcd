import { useAgent } from "../../../src/panel/agent-store.ts";
import type {
  ConnectionState,
  PanelPush,
} from "../../../src/messaging/panel-protocol.ts";
import {
  ABSTENTION,
  EXPIRED,
  FOUND,
  HIGH,
  MEDIUM,
  SIMILAR,
  suggestion,
  TICKET,
  view,
  WROTE_AGAIN,
} from "../canned.ts";
import { failing, never } from "../fake-door.ts";
import {
  HEBREW,
  HEBREW_FIELDS,
  HEBREW_SUMMARY,
  LONG,
  LONG_FIELDS,
  LONG_SUMMARY,
  LONG_TICKET,
} from "./extremes.ts";
import { SETTINGS } from "./settings-states.ts";
import {
  answered,
  ok,
  panel,
  press,
  there,
  type,
  typeAndEnter,
  type Group,
  type State,
} from "./state.ts";

/**
 * Every state of the panel and of the settings page. A new state is an entry here; it is then drawn in light and dark
 * at 360 and 480 px, compared with its picture, and searched by axe.
 */

const agent = () => useAgent.getState();
const offline = { kind: "offline", since: "2026-11-23T08:50:00.000Z" } as const;
const error = { kind: "backend_error", code: "500" } as const;
const at = (connection: ConnectionState, over = {}) =>
  answered(suggestion(), view({ connection, ...over }));
const openRows = () =>
  (["summary", "fields", "steps"] as const).forEach((row) =>
    agent().toggleRow(row),
  );

const EDITED = {
  suggestionId: "6f1c2f6e-6d0c-4d44-9a53-4a1f6a3f0002",
  ticketId: "48190",
};

/** The mock's draft as far as its first so many paragraphs. */
const written = (paragraphs: number): PanelPush => {
  const { ticket, lastMessageId, answer, sources } = suggestion();
  if (answer.kind !== "draft") throw new Error("The mock's answer is a draft.");
  const { draft } = answer;
  return {
    type: "push.writing",
    ref: ticket,
    lastMessageId,
    sources,
    draft: { ...draft, paragraphs: draft.paragraphs.slice(0, paragraphs) },
  };
};

const drafts: State[] = [
  {
    name: "low",
    says: "Low risk, one source open. No badge: quiet when sure.",
    draw: answered(),
    then: () => agent().toggleSource("returns-1"),
  },
  {
    name: "low-closed",
    says: "What most tickets show at first sight: topic, draft, Insert.",
    draw: answered(),
  },
  {
    name: "medium",
    says: "Findings with ticks above the sources; Insert has no ink until all are ticked.",
    draw: answered(MEDIUM),
    then: () =>
      agent().tick(
        MEDIUM.suggestionId,
        "claims-action:will now go to Lindenweg 4",
        true,
      ),
  },
  {
    name: "upset",
    says: "The customer is very upset: one quiet word beside the risk; the topic gives way. Nothing for everybody else.",
    draw: answered({
      ...MEDIUM,
      intents: [
        {
          intentId: "change_address",
          name: "Change the delivery address after dispatch",
          score: 0.81,
        },
      ],
      sentiment: { score: -0.74, mood: "very_upset" },
    }),
  },
  {
    name: "spent-budget",
    says: "The model's budget is spent: the sources' own words, and one line says so.",
    draw: answered(
      suggestion({
        engine: {
          engineId: "extractive",
          promptVersion: "none",
          capabilities: ["shorter"],
          fallback: {
            engineId: "openai",
            reason: "over_budget",
            message:
              "This month's budget for the language model is spent. This draft is in your sources' own words.",
          },
        },
      }),
    ),
  },
  {
    name: "similar",
    says: "Solved tickets like this one, those that this agent may read; opened with L.",
    draw: answered(suggestion(), view(), {
      "panel.similar": () => ok(SIMILAR),
    }),
    then: async () => {
      agent().toggleRow("similar");
      await there(".alike");
      document.querySelector(".alike")?.scrollIntoView();
    },
  },
  {
    name: "high",
    says: "An internal brief with its checklist. No draft for the customer, no Regenerate.",
    draw: answered(HIGH),
    then: () => document.querySelector<HTMLElement>(".step input")?.click(),
  },
  {
    name: "acknowledgement",
    says: "The one approved text of a high-risk ticket, opened with A.",
    draw: answered(HIGH),
    then: async () => {
      agent().toggleRow("acknowledgement");
      await there(".under-draft");
      document.querySelector(".under-draft")?.scrollIntoView();
    },
  },
  {
    name: "abstain",
    says: "An answer too: what is missing, the closest source, what to hand on.",
    draw: answered(ABSTENTION),
  },
  {
    name: "details",
    says: "Summary, fields and next steps opened.",
    draw: answered(),
    then: async () => {
      openRows();
      await there(".steps");
      document.querySelector('[aria-label="Summary"]')?.scrollIntoView();
    },
  },
];

/** Under the place of the draft, once the ticket is known. */
const ROWS = 'section[aria-label="Summary"]';
const coming: State[] = [
  {
    name: "loading",
    says: "The panel has just opened and knows nothing yet.",
    waits: ".waiting",
    draw: panel({ "panel.view": never }),
  },
  {
    name: "waiting",
    says: "The draft was asked for. Reserved space, no movement.",
    waits: ROWS,
    draw: panel({ "panel.suggest": never }),
  },
  {
    name: "streaming",
    says: "Finished sentences with their marks; the rest of the space is kept.",
    waits: ROWS,
    draw: panel({ "panel.suggest": never }),
    then: (door) => door.push(written(2)),
  },
  {
    name: "slow",
    says: "After two seconds the truth, and a choice.",
    waits: ROWS,
    draw: panel({ "panel.suggest": never }),
    later: { ms: 3000, shows: ".slow" },
  },
  {
    name: "writing-again",
    says: "Another draft is being written; the last one stays readable, in grey.",
    draw: panel({
      "panel.suggest": (request) =>
        request.replaces === null ? ok(suggestion()) : never(),
    }),
    then: async () => {
      agent().setSheet({ kind: "regenerate" });
      await typeAndEnter(".sheet input", "shorter");
    },
  },
];

const doing: State[] = [
  {
    name: "topic",
    says: "The topic is a control: what came close, one key each.",
    draw: answered(),
    then: () => agent().setMenu("topic"),
  },
  {
    name: "topic-search",
    says: "Every topic of the release, by a few letters.",
    draw: answered(),
    then: async () => {
      agent().setMenu("topic");
      await type(".menu input", "re");
    },
  },
  {
    name: "more",
    says: "Release, language, match, timings: on demand only.",
    draw: answered(),
    then: () => agent().setMenu("more"),
  },
  {
    name: "edit",
    says: "The reply edited in the panel, in the draft's place and size.",
    draw: answered(),
    then: () => agent().setEditing(true),
  },
  {
    name: "edit-warned",
    says: "The agent's words are checked when typing pauses. It warns, never blocks.",
    draw: answered(suggestion(), view(), {
      "panel.recheck": () =>
        ok([
          {
            guardrail: "numbers-in-sources",
            message: "No source holds this number",
            quote: "within 2 working days",
          },
        ]),
    }),
    then: async () => {
      agent().setEditing(true);
      await type(
        ".in.edit",
        "Hi Dana,\n\nWe refund your card within 2 working days.\n\nKind regards,\nNina",
      );
    },
    later: { ms: 700, shows: ".warning" },
  },
  {
    name: "composer",
    says: "The composer holds text: after it, or in its place?",
    draw: answered(
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
  {
    name: "inserted",
    says: "Said in the button's place, at its height.",
    draw: answered(),
    then: () => press("Insert reply"),
  },
  {
    name: "not-inserted",
    says: "The composer did not take it; it is copied.",
    draw: panel({
      "panel.insert": () =>
        ok({ ok: false, reason: "not_taken", composerText: "" }),
    }),
    then: () => press("Insert reply"),
  },
  {
    name: "wrong-composer",
    says: "A reply never goes into a note.",
    draw: panel({
      "panel.insert": () =>
        ok({ ok: false, reason: "wrong_composer", composerText: "" }),
    }),
    then: () => press("Insert reply"),
  },
  {
    name: "reject",
    says: "In the foot's place; the draft stays readable.",
    draw: answered(),
    then: () => agent().setSheet({ kind: "reject" }),
  },
  {
    name: "reject-more",
    says: "The rarer reasons.",
    draw: answered(),
    then: async () => {
      agent().setSheet({ kind: "reject" });
      await press("reasons");
    },
  },
  {
    name: "rejected",
    says: "With a way back.",
    draw: answered(),
    then: async () => {
      agent().setSheet({ kind: "reject" });
      await press("Source is out of date");
    },
  },
  {
    name: "regenerate",
    says: "What should change, if anything.",
    draw: answered(),
    then: () => agent().setSheet({ kind: "regenerate" }),
  },
  {
    name: "regenerate-wishes",
    says: "Tone and length, where the engine can do it.",
    draw: answered(
      suggestion({
        engine: {
          engineId: "openai",
          promptVersion: "3",
          capabilities: ["instruction", "tone", "shorter", "longer"],
        },
      }),
    ),
    then: () => agent().setSheet({ kind: "regenerate" }),
  },
  {
    name: "flag",
    says: "What is wrong with a source, for its owner.",
    draw: answered(),
    then: async () => {
      agent().toggleSource("returns-1");
      await press("Flag source");
    },
  },
  {
    name: "flagged",
    says: "The source says so afterwards.",
    draw: answered(),
    then: async () => {
      agent().toggleSource("returns-1");
      await press("Flag source");
      await press("Out of date");
    },
  },
  {
    name: "field-correct",
    says: "A field is corrected where it stands.",
    draw: answered(),
    then: async () => {
      agent().toggleRow("fields");
      await press("Correct Order");
      document.querySelector('[aria-label="Fields"]')?.scrollIntoView();
    },
  },
  {
    name: "field-asked",
    says: "What the ticket lacks was asked for with one press.",
    draw: answered(),
    then: async () => {
      agent().toggleRow("fields");
      await press("Add to the reply: ask for Model and year of purchase");
      document.querySelector('[aria-label="Fields"]')?.scrollIntoView();
    },
  },
  {
    name: "edit-question",
    says: "Asked at most once in ten edits, and easily sent away.",
    draw: answered(suggestion(), view({ editQuestion: EDITED })),
  },
  {
    name: "edit-classes",
    says: "What an edit was about, one key each.",
    draw: answered(suggestion(), view({ editQuestion: EDITED })),
    then: () => press("Say what changed"),
  },
  {
    name: "keys",
    says: "The browser's real assignments, then the panel's own.",
    draw: answered(),
    then: () => agent().setSheet({ kind: "keys" }),
  },
  {
    name: "search",
    says: "The policies in force; arrows step, Enter copies. The draft is kept underneath.",
    draw: panel({ "panel.search": () => ok(FOUND) }),
    then: async () => {
      agent().setSearching(true);
      await typeAndEnter(".search input", "refund late parcel");
    },
  },
  {
    name: "search-expired",
    says: "What has expired, too, after what is in force, and said to be out of force.",
    draw: panel({
      "panel.search": ({ expired }) =>
        ok(expired ? [...FOUND.slice(0, 2), EXPIRED] : FOUND.slice(0, 2)),
    }),
    then: async () => {
      agent().setSearching(true);
      await typeAndEnter(".search input", "late parcel");
      await press("Include expired");
      await there("#hit-2");
      agent().changeSearch({ at: 2 });
    },
  },
  {
    name: "search-empty",
    says: "Nothing in force says this.",
    draw: panel({ "panel.search": () => ok([]) }),
    then: async () => {
      agent().setSearching(true);
      await typeAndEnter(".search input", "trampolines");
    },
  },
];

const ticket: State[] = [
  {
    name: "superseded",
    says: "The customer wrote again: the draft stays, and says so.",
    draw: answered(),
    then: (door) => door.push({ type: "push.view", view: WROTE_AGAIN }),
  },
  {
    name: "empty-ticket",
    says: "Nothing from the customer yet.",
    draw: answered(suggestion(), view({ lastMessageId: null })),
  },
  {
    name: "unsupported",
    says: "No ticket is open in this tab.",
    draw: answered(
      suggestion(),
      view({ ref: null, ticket: null, lastMessageId: null }),
    ),
  },
  {
    name: "partial",
    says: "Read from the page only.",
    draw: answered(
      suggestion(),
      view({ ticket: { ...TICKET, completeness: "partial" } }),
    ),
  },
  {
    name: "page-changed",
    says: "The helpdesk answers in a form that Heed does not know.",
    draw: answered(
      suggestion(),
      view({
        ticket: null,
        lastMessageId: null,
        readError:
          "Zendesk answered in a form that Heed does not know. Retry, or write the reply yourself and tell your admin.",
      }),
    ),
  },
  {
    name: "page-lacks",
    says: "The page has lost its reply box: Copy, and why.",
    draw: answered(
      suggestion(),
      view({
        mayInsert: false,
        page: { state: "partial", missing: ["reply box"], mayNotice: true },
      }),
    ),
  },
  {
    name: "closed-ticket",
    says: "A closed ticket takes no reply: Copy, and why.",
    draw: answered(
      suggestion(),
      view({ writeLimit: "closed", composer: null }),
    ),
  },
  {
    name: "merged-ticket",
    says: "A merged one too, and where the reply goes.",
    draw: answered(
      suggestion(),
      view({ writeLimit: "merged", composer: null }),
    ),
  },
  {
    name: "light-agent",
    says: "Who may only write notes copies a reply for a colleague.",
    draw: answered(suggestion(), view({ writeLimit: "notes_only" })),
  },
  {
    name: "light-agent-high",
    says: "A brief is a note: a light agent inserts it, and only the acknowledgement is copied.",
    draw: answered(HIGH, view({ writeLimit: "notes_only" })),
  },
  {
    name: "switched-off",
    says: "The admin has switched Heed off for this helpdesk.",
    draw: answered(suggestion(), view({ isHelpdeskOff: true })),
  },
  {
    name: "on-click",
    says: "Drafting is on request.",
    draw: answered(suggestion(), view({ draftWhen: "on_click" })),
  },
];

const connection: State[] = [
  {
    name: "first-run",
    says: "Four promises and one button.",
    draw: at({ kind: "not_connected" }),
  },
  {
    name: "offline",
    says: "The last draft stays, Insert too, and the signals wait.",
    draw: answered(),
    then: (door) =>
      door.push({
        type: "push.view",
        view: view({ connection: offline, signalsWaiting: 3 }),
      }),
  },
  {
    name: "offline-no-draft",
    says: "Offline with nothing to show.",
    draw: at(offline),
  },
  {
    name: "signed-out",
    says: "The connection has ended before anything was shown.",
    draw: at({ kind: "signed_out" }),
  },
  {
    name: "expired-token",
    says: "The token ran out under an open draft: what it brought goes with it.",
    draw: answered(),
    then: (door) =>
      door.push({
        type: "push.view",
        view: view({ connection: { kind: "signed_out" } }),
      }),
  },
  {
    name: "backend-newer",
    says: "This extension is older than the backend.",
    draw: at({ kind: "versions_differ", heedIs: "older" }),
  },
  {
    name: "backend-older",
    says: "The backend is older than this extension.",
    draw: at({ kind: "versions_differ", heedIs: "newer" }),
  },
  {
    name: "backend-error",
    says: "No draft, an error with its number, and Retry.",
    draw: panel({
      "panel.suggest": () =>
        failing("The backend answered with an error (500).", error),
    }),
  },
  {
    name: "error-with-draft",
    says: "The same while a draft is shown.",
    draw: answered(),
    then: (door) =>
      door.push({ type: "push.view", view: view({ connection: error }) }),
  },
];

const longAnswers = {
  "panel.summarise": () => ok(LONG_SUMMARY),
  "panel.extract": () => ok(LONG_FIELDS),
};
const hebrewAnswers = {
  "panel.summarise": () => ok(HEBREW_SUMMARY),
  "panel.extract": () => ok(HEBREW_FIELDS),
};
const showFirstSource = () => agent().toggleSource("returns-1");
const extremes: State[] = [
  {
    name: "long-text",
    says: "Words without an end, many sentences, long names.",
    draw: answered(LONG, view({ ticket: LONG_TICKET }), longAnswers),
  },
  {
    name: "long-details",
    says: "The same, further down and opened.",
    draw: answered(LONG, view({ ticket: LONG_TICKET }), longAnswers),
    then: async () => {
      showFirstSource();
      openRows();
      await there(".steps");
      document.querySelector('[aria-label="Sources"]')?.scrollIntoView();
    },
  },
  {
    name: "right-to-left",
    says: "A Hebrew ticket in an English interface.",
    draw: answered(HEBREW, view(), hebrewAnswers),
    then: showFirstSource,
  },
  {
    name: "right-to-left-interface",
    says: "The interface mirrored, for whoever translates it.",
    rightToLeft: true,
    draw: answered(HEBREW, view(), hebrewAnswers),
    then: () => {
      showFirstSource();
      openRows();
    },
  },
  {
    name: "right-to-left-reject",
    says: "A mirrored sheet.",
    rightToLeft: true,
    draw: answered(HEBREW, view(), hebrewAnswers),
    then: () => agent().setSheet({ kind: "reject" }),
  },
  {
    name: "zoom-200-medium",
    says: "The browser at 200 %: 180 px of room.",
    zoom: 2,
    draw: answered(MEDIUM),
  },
  {
    name: "zoom-200-details",
    says: "Rows opened at 200 %.",
    zoom: 2,
    draw: answered(),
    then: async () => {
      openRows();
      await there(".steps");
      document.querySelector('[aria-label="Summary"]')?.scrollIntoView();
    },
  },
  {
    name: "zoom-200-reject",
    says: "The reject sheet at 200 %.",
    zoom: 2,
    draw: answered(),
    then: () => agent().setSheet({ kind: "reject" }),
  },
  {
    name: "forced-colors",
    says: "High contrast: the system's colours only.",
    forcedColors: true,
    draw: answered(MEDIUM),
    then: () =>
      agent().tick(
        MEDIUM.suggestionId,
        "claims-action:will now go to Lindenweg 4",
        true,
      ),
  },
  {
    name: "forced-colors-high",
    says: "An internal brief where colour cannot say it.",
    forcedColors: true,
    draw: answered(HIGH),
  },
  {
    name: "forced-colors-topic",
    says: "A menu must stand off from what it covers.",
    forcedColors: true,
    draw: answered(),
    then: () => agent().setMenu("topic"),
  },
  {
    name: "forced-colors-reject",
    says: "The same for a sheet.",
    forcedColors: true,
    draw: answered(),
    then: () => agent().setSheet({ kind: "reject" }),
  },
  {
    name: "more-contrast",
    says: "prefers-contrast: more.",
    moreContrast: true,
    draw: answered(MEDIUM),
  },
];

export const GROUPS: Group[] = [
  { title: "Answers", states: drafts },
  { title: "On the way", states: coming },
  { title: "What the agent does", states: doing },
  { title: "The ticket", states: ticket },
  { title: "The connection", states: connection },
  { title: "Extremes", states: extremes },
  { title: "Settings", states: SETTINGS },
];

export const STATES: State[] = GROUPS.flatMap(({ states }) => states);
