import * as z from "zod";
import { healthReport } from "../contracts/health.ts";
import {
  draft,
  extractedField,
  finding,
  source,
  suggestion,
  summary,
} from "../contracts/suggestion.ts";
import {
  corrected,
  editClass,
  flagged,
  rejectReason,
} from "../contracts/signal.ts";
import { ticket, ticketRef } from "../contracts/ticket.ts";
import { REWRITES } from "../domain/rewrite.ts";
import { WRITE_LIMITS } from "../domain/write-limit.ts";

/**
 * Between the extension's pages (panel, options) and the worker. Both ends parse. Only an extension page may send
 * these; a content script that tries is refused by its sender (see `sender.ts`).
 */

export const composerState = z.object({
  ticketId: z.string(),
  present: z.boolean(),
  mode: z.enum(["public", "internal", "unknown"]),
  text: z.string(),
});

/** The keys that work from anywhere. */
export const panelCommand = z.enum(["insert", "reject", "focus-panel"]);
export type PanelCommand = z.infer<typeof panelCommand>;

/** What keeps Heed from working, in the order in which it is worth saying. `ok`: nothing does. */
export const connectionState = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ok"),
    workspaceName: z.string(),
    memberName: z.string(),
    releaseNumber: z.number().nullable(),
  }),
  /** No address or token yet: first run. */
  z.object({ kind: z.literal("not_connected") }),
  z.object({ kind: z.literal("offline"), since: z.iso.datetime() }),
  z.object({ kind: z.literal("signed_out") }),
  z.object({ kind: z.literal("backend_error"), code: z.string() }),
  z.object({
    kind: z.literal("versions_differ"),
    heedIs: z.enum(["older", "newer"]),
  }),
]);
export type ConnectionState = z.infer<typeof connectionState>;

/** Everything the panel shows about a tab beside the suggestion. Pushed by the worker whenever it changes. */
export const tabView = z.object({
  tabId: z.number().int(),
  /** null: no ticket open here. */
  ref: ticketRef.nullable(),
  /** null: being read. */
  ticket: ticket.nullable(),
  readError: z.string().nullable(),
  composer: composerState.nullable(),
  /** Id of the newest public customer message, the key of cached suggestions. */
  lastMessageId: z.string().nullable(),
  connection: connectionState,
  signalsWaiting: z.number().int(),
  draftWhen: z.enum(["always", "on_click"]),
  /** What the page's own check found. null: not checked yet. */
  page: z
    .object({
      state: z.enum(["ok", "partial", "broken"]),
      missing: z.array(z.string()),
      mayNotice: z.boolean(),
    })
    .nullable(),
  /** false: Insert becomes Copy, because the page cannot be trusted with it or it is switched off. */
  mayInsert: z.boolean(),
  /** What the helpdesk itself does not take here: then Insert becomes Copy too. null: nothing known. */
  writeLimit: z.enum(WRITE_LIMITS).nullable(),
  /** The admin has switched Heed off for this helpdesk. */
  isHelpdeskOff: z.boolean(),
  /** IANA zone in which the knowledge's days are meant. null: not known. */
  packTimeZone: z.string().nullable(),
  /** An edit that was sent a moment ago and that the agent may say a word about; of ten edits at most one. */
  editQuestion: z
    .object({ suggestionId: z.uuid(), ticketId: z.string() })
    .nullable(),
});
export type TabView = z.infer<typeof tabView>;

export const panelRequest = z.discriminatedUnion("type", [
  z.object({ type: z.literal("panel.view"), tabId: z.number().int() }),
  z.object({
    type: z.literal("panel.suggest"),
    tabId: z.number().int(),
    ref: ticketRef,
    lastMessageId: z.string(),
    instruction: z.string().nullable(),
    intentId: z.string().nullable(),
    /** The suggestion this one replaces (Regenerate), or null. */
    replaces: z.uuid().nullable(),
  }),
  z.object({
    type: z.literal("panel.summarise"),
    tabId: z.number().int(),
    ref: ticketRef,
    /** In a language model's words, where there is one. */
    written: z.boolean(),
  }),
  z.object({
    type: z.literal("panel.extract"),
    tabId: z.number().int(),
    ref: ticketRef,
    lastMessageId: z.string(),
  }),
  /** Solved tickets like this one, as far as the helpdesk lets this agent read them. */
  z.object({
    type: z.literal("panel.similar"),
    tabId: z.number().int(),
    ref: ticketRef,
  }),
  z.object({ type: z.literal("panel.displayed"), suggestionId: z.uuid() }),
  z.object({
    type: z.literal("panel.insert"),
    tabId: z.number().int(),
    suggestionId: z.uuid(),
    /** Which of the suggestion's texts; the worker holds the text, the panel only names it. */
    part: z.enum(["reply", "brief", "acknowledgement", "handoff"]),
    mode: z.enum(["append", "replace"]),
    expectedText: z.string(),
    /** Findings the agent ticked, as `<guardrail>:<quote>`; the worker refuses a medium-risk insert without all of them. */
    ticked: z.array(z.string()),
  }),
  z.object({ type: z.literal("panel.copied"), suggestionId: z.uuid() }),
  z.object({
    type: z.literal("panel.reject"),
    suggestionId: z.uuid(),
    reason: rejectReason,
    note: z.string().max(2000).nullable(),
  }),
  z.object({
    type: z.literal("panel.withdraw-rejection"),
    suggestionId: z.uuid(),
  }),
  z.object({
    type: z.literal("panel.show-message"),
    tabId: z.number().int(),
    ref: ticketRef,
    messageId: z.string(),
  }),
  /** The agent's own words for a reply, kept by the worker so that closing the panel loses nothing; null: Heed's again. */
  z.object({
    type: z.literal("panel.edit-draft"),
    suggestionId: z.uuid(),
    text: z.string().max(20_000).nullable(),
  }),
  z.object({ type: z.literal("panel.edited-draft"), suggestionId: z.uuid() }),
  /** The agent's own words said otherwise by the language model. */
  z.object({
    type: z.literal("panel.rewrite"),
    tabId: z.number().int(),
    ref: ticketRef,
    text: z.string().max(20_000),
    how: z.enum(REWRITES),
  }),
  /** What the guardrails that can run here say about a changed text. Warns; decides nothing. */
  z.object({
    type: z.literal("panel.recheck"),
    tabId: z.number().int(),
    suggestionId: z.uuid(),
    text: z.string().max(50_000),
  }),
  /** The agent's own word on what the ticket is about. A label; asking for another draft is another request. */
  z.object({
    type: z.literal("panel.choose-intent"),
    suggestionId: z.uuid(),
    intentId: z.string().max(200),
  }),
  z.object({
    type: z.literal("panel.flag-source"),
    suggestionId: z.uuid(),
    ...flagged,
  }),
  z.object({
    type: z.literal("panel.correct-field"),
    suggestionId: z.uuid(),
    ...corrected,
  }),
  /** null: the question was waved away. */
  z.object({
    type: z.literal("panel.class-edit"),
    suggestionId: z.uuid(),
    editClass: editClass.nullable(),
  }),
  /** Every topic of the live release. */
  z.object({ type: z.literal("panel.intents") }),
  /** Nobody waits for this ticket's draft any more. */
  z.object({ type: z.literal("panel.stop"), ref: ticketRef }),
  /** Back to the helpdesk's reply box. */
  z.object({
    type: z.literal("panel.focus-composer"),
    tabId: z.number().int(),
  }),
  /** Was this panel opened by a key that is to do more than open it? */
  z.object({
    type: z.literal("panel.take-command"),
    tabId: z.number().int(),
  }),
  z.object({
    type: z.literal("panel.search"),
    query: z.string().min(1).max(2000),
    /** What has expired, too. */
    expired: z.boolean(),
  }),
  /** The panel is going away: the icon may have something to say. */
  z.object({ type: z.literal("panel.closing") }),
  /** Options page. The host permission is asked for in the page (it needs the click), before this is sent. */
  z.object({
    type: z.literal("options.connect"),
    address: z.string(),
    code: z.string(),
  }),
  z.object({ type: z.literal("options.test") }),
  z.object({ type: z.literal("options.disconnect") }),
  z.object({ type: z.literal("options.settings") }),
  /** What the backend has recorded about the member who is connected. */
  z.object({ type: z.literal("options.record") }),
  /** What is wrong with the team's knowledge, for its leads and admins. */
  z.object({ type: z.literal("options.health") }),
  z.object({
    type: z.literal("options.save"),
    draftWhen: z.enum(["always", "on_click"]),
  }),
  /** Zendesk on the company's own host. The page has asked the browser for it already: that needs the click. */
  z.object({ type: z.literal("options.add-brand"), address: z.string() }),
  z.object({ type: z.literal("options.remove-brand"), host: z.string() }),
  z.object({ type: z.literal("outbox.flush") }),
]);
export type PanelRequest = z.infer<typeof panelRequest>;

const failure = z.object({
  ok: z.literal(false),
  /** What happened and what to do, in the panel's words. */
  message: z.string(),
  connection: connectionState.nullable(),
});
const answered = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value }),
    failure,
  ]);

export const insertResult = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), readBack: z.string() }),
  z.object({
    ok: z.literal(false),
    reason: z.enum([
      "wrong_ticket",
      "no_composer",
      "wrong_composer",
      "composer_changed",
      "not_taken",
      "findings_open",
      "superseded",
    ]),
    composerText: z.string(),
  }),
]);

/** A host of the company's own, and whether the browser still lets Heed work there. */
export const brand = z.object({ host: z.string(), isAllowed: z.boolean() });
export type Brand = z.infer<typeof brand>;

export const optionsSettings = z.object({
  brands: z.array(brand),
  address: z.string().nullable(),
  draftWhen: z.enum(["always", "on_click"]),
  connection: connectionState,
});

/** "Your record": one line per signal, with the text that was kept of the reply. */
export const recordSummary = z.object({
  total: z.number().int(),
  entries: z.array(
    z.object({
      signalId: z.string(),
      at: z.iso.datetime(),
      ticketId: z.string(),
      outcome: z.string(),
      reason: z.string().nullable(),
      /** Share of the draft that was sent, 0 to 1, where an outcome says it. */
      retained: z.number().nullable(),
      sentText: z.string().nullable(),
    }),
  ),
});

/** A solved ticket as the helpdesk gave it to this agent. */
export const similarTicket = z.object({
  ticketId: z.string(),
  /** null: it has none. */
  subject: z.string().nullable(),
  /** null: not known. */
  solvedAt: z.iso.datetime().nullable(),
  /** Where the helpdesk shows it. */
  url: z.url({ protocol: /^https$/ }),
});
export type SimilarTicket = z.infer<typeof similarTicket>;

/** The answer to each request, by type. */
export const panelAnswers = {
  "panel.view": answered(tabView),
  "panel.suggest": answered(suggestion),
  "panel.summarise": answered(summary),
  "panel.extract": answered(z.array(extractedField)),
  "panel.similar": answered(z.array(similarTicket)),
  "panel.displayed": answered(z.null()),
  "panel.insert": answered(insertResult),
  "panel.copied": answered(z.null()),
  "panel.reject": answered(z.null()),
  "panel.withdraw-rejection": answered(z.null()),
  "panel.show-message": answered(z.boolean()),
  "panel.edit-draft": answered(z.null()),
  "panel.edited-draft": answered(z.string().nullable()),
  "panel.rewrite": answered(
    z.object({ text: z.string(), findings: z.array(finding) }),
  ),
  "panel.recheck": answered(z.array(finding)),
  "panel.choose-intent": answered(z.null()),
  "panel.flag-source": answered(z.null()),
  "panel.correct-field": answered(z.null()),
  "panel.class-edit": answered(z.null()),
  "panel.intents": answered(
    z.array(z.object({ intentId: z.string(), name: z.string() })),
  ),
  "panel.stop": answered(z.null()),
  /** false: there is no reply box, or the page did not answer. */
  "panel.focus-composer": answered(z.boolean()),
  "panel.take-command": answered(panelCommand.nullable()),
  "panel.search": answered(z.array(source)),
  "panel.closing": answered(z.null()),
  "options.connect": answered(connectionState),
  "options.test": answered(connectionState),
  "options.disconnect": answered(z.null()),
  "options.settings": answered(optionsSettings),
  "options.record": answered(recordSummary),
  "options.health": answered(healthReport),
  "options.save": answered(z.null()),
  "options.add-brand": answered(z.array(brand)),
  "options.remove-brand": answered(z.array(brand)),
  "outbox.flush": answered(z.object({ waiting: z.number().int() })),
} as const;
export type PanelAnswer<T extends PanelRequest["type"]> = z.infer<
  (typeof panelAnswers)[T]
>;

/** The panel's own store of answers about tickets. The worker deletes it when the agent signs out. */
export const ANSWERS_DATABASE = "heed-answers";

/** Worker → open panels. */
export const panelPush = z.discriminatedUnion("type", [
  z.object({ type: z.literal("push.view"), view: tabView }),
  /** The agent has signed out: nothing about any ticket may stay. For every panel, whatever its tab shows. */
  z.object({ type: z.literal("push.forget") }),
  /** A draft as far as it is written, guarded; each replaces the one before, and none is the answer. */
  z.object({
    type: z.literal("push.writing"),
    ref: ticketRef,
    lastMessageId: z.string(),
    draft,
    sources: z.array(source),
  }),
  /** One of the keys that work from anywhere was pressed in this tab. */
  z.object({
    type: z.literal("push.command"),
    tabId: z.number().int(),
    command: panelCommand,
  }),
]);
export type PanelPush = z.infer<typeof panelPush>;
