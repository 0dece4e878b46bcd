import type { RejectReason } from "../domain/outcome.ts";
import type { EditClass, SourceProblem } from "../domain/remarks.ts";
import type { Rewrite } from "../domain/rewrite.ts";
import type { RiskTier } from "../domain/risk-tier.ts";
import type { Capability, Summary } from "../domain/suggestion.ts";
import type { WriteLimit } from "../domain/write-limit.ts";
import { numberOf } from "./dates.ts";

/** Every string of the panel. Sentence case; no exclamation marks, no apologies, never "verified". */
export const words = {
  product: "Heed",
  title: (subject: string | null) =>
    subject === null ? "Heed" : `Heed, ticket ${subject}`,

  // Buttons.
  insertReply: "Insert reply",
  insertAgain: "Insert again",
  handoffInserted: "Inserted into the note. You save it.",
  insertHandoff: "Insert handoff note",
  insertAcknowledgement: "Insert acknowledgement",
  copyAcknowledgement: "Copy acknowledgement",
  reject: "Reject",
  regenerate: "Regenerate",
  copy: "Copy",
  copySummary: "Copy summary",
  stop: "Stop",
  keepWaiting: "keep waiting",
  retry: "Retry",
  connect: "Connect",
  undo: "Undo",
  draftReply: "Draft a reply",
  draftAgain: "Draft again",
  dismiss: "Close",
  keys: "Keys",
  more: "More",
  settings: "Settings",
  setKey: "Set a key",

  // Regions, for those who go from one to the next by ear.
  regions: {
    ticket: "Ticket",
    body: "Ticket and draft",
    reply: "Suggested reply",
    intent: "Intent",
    risk: "Risk",
  },

  // Head.
  topic: (name: string) => `Topic: ${name}`,
  topicUnclear: "Topic not clear",
  topics: "Topics",
  searchTopics: "Search all topics",
  topicCount: (n: number) =>
    n === 0 ? "No topic has this name." : n === 1 ? "1 topic" : `${n} topics`,
  topicsNotThere:
    "The other topics could not be read. These are the ones that came close.",
  /** Before it, for those who do not see where it stands. */
  moodOf: "Customer:",
  mood: { upset: "Upset", very_upset: "Very upset" },
  risk: {
    low: "Low risk",
    medium: "Medium risk",
    high: "High risk",
  } satisfies Record<RiskTier, string>,
  moreFacts: {
    release: "Release",
    risk: "Risk",
    match: "Topic match",
    language: "Language",
    engine: "Engine",
    prompt: "Prompt",
    took: "Took",
    drafted: "Drafted",
    workspace: "Team",
    member: "You",
    insertKey: "Insert key",
  },
  unknown: "Not known",
  noRelease: "None yet",
  ofOne: (score: number) => `${numberOf(score, 2)} of ${numberOf(1)}`,
  milliseconds: (ms: number) =>
    ms < 1000 ? `${numberOf(ms)} ms` : `${numberOf(ms / 1000, 1)} s`,

  // Draft.
  matchesSource: (n: number) => `Matches source ${n}`,
  approvedTemplate: "Approved template",
  toCheck: (finding: string) => `To check: ${finding}`,
  writing: "Writing",
  draftReady: "Draft ready",

  edit: "Edit",
  yourReply: "Your reply",
  doneEditing: "Done",
  asDrafted: "Back to the draft",
  inYourText: "Check in your text",
  rewrite: "Rewrite your text",
  useRewrite: "Use it all the same",
  keepMine: "Keep my text",
  rewrites: {
    shorter: "Shorter",
    warmer: "Warmer",
    grammar: "Correct it",
    translate: "Translate",
  } satisfies Record<Rewrite, string>,

  // Findings.
  checkBeforeInsert: "Check before insert",
  ofCount: (done: number, all: number) => `${done} of ${all}`,
  leftToCheck: (n: number) => `${n} left to check`,
  showSource: "Show source",
  quoted: (quote: string) => `“${quote}”`,

  /** Before a sentence that the draft before this one did not have. */
  isNew: "New ",

  // Sources.
  sources: "Sources",
  sourcesInForce: (n: number) => `${n}, all in force today`,
  sourcesDisagree: (one: number, other: number) =>
    `Sources ${one} and ${other} disagree. Heed has not chosen between them.`,
  sourcesSome: (n: number, parts: string[]) => [`${n}`, ...parts].join(", "),
  notInForce: (n: number) => `${n} not in force today`,
  undated: (n: number) => `${n} without a date`,
  section: "Section",
  inForce: "In force",
  expired: "Expired",
  owner: "Owner",
  since: (day: string) => `since ${day}`,
  fromTo: (from: string, to: string) => `${from} to ${to}`,
  until: (day: string) => `until ${day}`,
  notStated: "Not stated",
  noDate: "No date",
  wholeDocument: "Whole document",
  internal: "Internal",
  openArticle: "Open article",
  showAll: "Show the whole passage",
  closestNotUsed: "Closest, not used",
  readAnyway: "Read it anyway",
  hideAgain: "Hide it again",

  flag: "Flag",
  flagSource: "Flag source",
  tellOwner: "Tell the owner",
  flagTitle: (title: string) => `What is wrong with ${title}?`,
  noOwner: "No owner",
  noSource: "There should be a source",
  takeFlagBack: "Take the flag back",
  sourceProblems: {
    wrong: "Wrong",
    out_of_date: "Out of date",
    missing: "Something is missing",
  } satisfies Record<SourceProblem, string>,
  flagged: (problem: SourceProblem | null): string =>
    problem === null
      ? "Flag taken back"
      : `Flagged: ${words.sourceProblems[problem].toLowerCase()}`,

  // Summary, fields, next steps.
  summary: "Summary",
  summaryLabels: {
    problem: "Problem",
    done: "Done",
    open: "Open",
    promised: "Promised",
  } satisfies Record<Summary["lines"][number]["label"], string>,
  jumpTo: (n: number | null) =>
    n === null ? "Jump to message" : `Jump to message ${n}`,
  notOnPage: "That message is not on the page.",
  messagesRead: (n: number) =>
    n === 1 ? "1 message read." : `${numberOf(n)} messages read.`,
  attachments: (n: number) =>
    n === 1
      ? "1 attachment, not read, so something may be missing."
      : `${n} attachments, not read, so something may be missing.`,
  summaryIsWritten: "A language model is putting it in its words.",
  summaryByModel: "In a language model's words; each line matches its message.",
  reading: "Reading",
  notRead: "Could not be read",
  notAskedYet: "Not read yet",
  nothingYet: "Nothing to tell yet",
  fields: "Fields",
  fieldsFound: (found: number, all: number) => `${found} of ${all} found`,
  fieldsOnTicket: (n: number) => `${n} on the ticket`,
  notInTicket: "Not in the ticket",
  notInTicketNamed: (field: string) => `Not in the ticket: ${field}`,
  askForField: (name: string) => `Could you please tell me the ${name}?`,
  addToReply: "Add to the reply",
  addAsking: (label: string) => `Add to the reply: ask for ${label}`,
  copyAsking: (label: string) => `Copy the question for ${label}`,
  askedInReply: "Asked for in the reply",
  alsoSays: (values: string) => `Check: the ticket also says ${values}`,
  alreadyOnTicket: "Already on the ticket",
  requester: "Requester",
  jumpToField: (label: string) => `Jump to where ${label} is said`,
  correctField: (label: string) => `Correct ${label}`,
  byYou: "Corrected by you",
  copyField: (label: string) => `Copy ${label}`,
  copied: "Copied",
  notCopied: "The browser did not allow copying. Select the text and copy it.",
  similar: "Similar tickets",
  similarCount: (n: number) => `${n} solved`,
  ticketNumber: (ticketId: string) => `Ticket ${ticketId}`,
  nextSteps: "Next steps",
  checklist: "Checklist",

  // Brief.
  internalBrief: "Internal brief",
  neverSent: "never sent to the customer",
  acknowledgement: "Acknowledgement",
  acknowledgementHint: "Approved, for the customer",

  // Abstention.
  notDrafted: "Heed has not drafted a reply.",
  alsoMissing: "Also missing",
  handoffSummary: "Handoff summary",

  // Insert.
  inserted: "Inserted. You send it.",
  composerHasText: "The composer has text",
  insertAfter: "Insert after your text",
  replaceText: "Replace your text",
  notTakenCopied: "The composer did not take the text. It is copied; paste it.",
  notTaken: "The composer did not take the text. Copy it, then paste it.",
  wrongComposer:
    "This is an internal note. Switch to public reply, then insert.",
  wrongComposerForNote:
    "This is a public reply. Switch to internal note, then insert.",
  unknownComposer:
    "Heed cannot tell reply from note here, so nothing was inserted. Copy it, check which is chosen, then paste.",
  wrongTicket: "Another ticket is open now. Nothing was inserted.",
  noComposer: "No reply box is open. Open one, then insert.",
  composerChanged: "Your text changed meanwhile. Nothing was inserted.",

  // Search.
  search: "Search",
  results: "Results",
  searchPolicies: "Search the policies",
  searching: "Searching",
  /** `expired`: null where it was not asked for. */
  found: (inForce: number, expired: number | null): string => {
    if (expired) return `${inForce} in force today, ${expired} expired`;
    if (inForce > 0)
      return inForce === 1
        ? "1 passage in force today"
        : `${inForce} passages in force today`;
    return expired === null
      ? "Nothing in force says this."
      : "Nothing says this, in force or expired.";
  },
  includeExpired: "Include expired",
  leaveOutExpired: "Leave out expired",
  expiredOn: (day: string) => `expired ${day}`,
  escape: "Esc",
  backToDraft: "Back to the draft",
  copyWithCitation: "Copy with citation",

  // Reject.
  rejectWhy: "Reject: why?",
  rejectLabel: "Reject: why",
  escKeeps: "Esc keeps the draft",
  escBack: "Esc goes back",
  moreReasons: "More",
  reasonCount: (n: number) => `${n} reasons`,
  ownerNote: "A word for the owner, if you like",
  rejected: (reason: string) => `Rejected: ${reason}.`,
  reasons: {
    wrong_fact: "Fact is wrong",
    stale_source: "Source is out of date",
    should_act_not_reply: "Should act, not reply",
    tone: "Tone",
    not_needed: "Not needed",
    missing_knowledge: "Knowledge is missing",
    policy_conflict: "Policies conflict",
    ambiguous_intent: "Question is unclear",
    missing_customer_data: "Customer data is missing",
    tool_failure: "A tool failed",
    wrong_language: "Wrong language",
    length: "Too long or too short",
    internal_leak: "Tells something internal",
    unsupported_promise: "Promises too much",
  } satisfies Record<RejectReason, string>,

  // Regenerate.
  regenerateHow: "Regenerate",
  instruction: "What should change, if anything",
  lookFor: "What else to look for, if anything",
  wordForWord:
    "This engine repeats approved words. It can look for something else, not change the tone or follow instructions.",
  /** What the engine must be able to do, the name, and what it is told. */
  wishes: [
    ["shorter", "Shorter", "Make it shorter."],
    ["longer", "Longer", "Make it longer."],
    ["tone", "Warmer", "Use a warmer tone."],
    ["tone", "More formal", "Use a more formal tone."],
  ] as [Capability, string, string][],

  // Strips.
  offline: "Offline.",
  draftIsFrom: (time: string) => `This draft is from ${time}.`,
  signalsWait: (n: number) =>
    n === 1
      ? "1 signal waits on this computer and will be sent."
      : `${numberOf(n)} signals wait on this computer and will be sent.`,
  partial: "Read from the page only; older messages may be missing.",
  wroteAgain: (name: string, time: string) =>
    `${name} wrote again at ${time}. This draft does not know it.`,
  overtaken: "This ticket has moved on. This draft does not know it.",
  theCustomer: "The customer",
  pageLacks: (parts: string[]) =>
    `This page has changed: Heed does not find the ${parts.join(", ")}.`,
  copyInstead: "Copy the draft and paste it.",
  writeLimits: {
    closed: "This ticket is closed and takes no more text. Copy the draft.",
    merged:
      "This ticket was merged into another. Copy the draft and reply there.",
    notes_only:
      "Your role writes notes, not public replies. Copy the draft for a colleague.",
  } satisfies Record<WriteLimit, string>,
  notesOnlyBrief:
    "Your role writes notes, not public replies. The acknowledgement is for a colleague to send.",
  noticesLate: "A new message may show up late.",
  helpdeskOff: "Heed is switched off here.",
  helpdeskOffText: "Your admin has switched it off for this helpdesk.",
  showIt: "Show it",

  // After an edit was sent.
  youEdited: (ticketId: string | null) =>
    ticketId === null
      ? "You changed that draft before sending it."
      : `You changed the draft for ticket ${ticketId} before sending it.`,
  sayWhat: "Say what changed",
  editWhat: "What did you change?",
  escLater: "Esc leaves it",
  editClasses: {
    fact: "A fact was wrong",
    missing_step: "Something was missing",
    tone: "Tone",
    length: "Length",
    personal: "A personal touch",
  } satisfies Record<EditClass, string>,

  // States without a draft.
  connectTitle: "Connect Heed to your team",
  connectText: "Your admin has the address and the code.",
  whatHappens: "What happens then",
  promises: {
    reads:
      "Heed reads the ticket you have open and a few solved ones like it, and no other page.",
    drafts:
      "It drafts from your policies and shows the source of every sentence.",
    sends: "You insert, change and send. Heed never presses send.",
    records:
      "It records what became of each draft. You can see it in Settings, under Your record.",
  },
  unsupported: "Open a ticket to see a draft.",
  readingTicket: "Reading the ticket",
  emptyTicket: "Nothing from the customer yet.",
  notAsked: "No draft yet",
  notAskedText: "Heed drafts when you ask.",
  stopped: "Stopped",
  stoppedText: "Nothing was drafted.",
  slow: (seconds: number) => `Still waiting after ${seconds} seconds.`,
  or: "or",
  offlineTitle: "Offline",
  offlineText:
    "The backend cannot be reached. Retry, or write the reply yourself.",
  errorTitle: (code: string) => `The backend answered with an error (${code}).`,
  slowTitle: "The backend did not answer in time.",
  errorText: "Retry, or write the reply yourself.",
  signedOutTitle: "This connection has ended.",
  signedOutText: "Ask your admin for a new code.",
  versionsTitle: (heedIs: "older" | "newer") =>
    `Heed here is ${heedIs} than your backend.`,
  versionsText: (heedIs: "older" | "newer") =>
    heedIs === "older"
      ? "Heed must update. The browser does it by itself; restart the browser to have it now."
      : "The backend must update. Tell your admin, and write the reply yourself.",
  notReadTitle: "The ticket could not be read.",
  failedTitle: "No draft.",
  panelStopped: "The panel stopped.",
  panelStoppedText: (errorId: string) =>
    `Reload it. If it stops again, tell your admin the number ${errorId}.`,
  reload: "Reload",
  workerGone: "Heed was updated or stopped. Reload this panel.",

  // Keys.
  /** By command name; a command without a key is left out of the list. */
  globalKeys: [
    ["_execute_action", "Open Heed"],
    ["insert", "Insert"],
    ["reject", "Reject"],
    ["focus-panel", "Go to the panel"],
  ] as [string, string][],
  singleKeys: "Single keys in the panel",
  keyList: [
    ["I", "Insert"],
    ["X", "Reject, then 1 to 6"],
    ["R", "Draft or regenerate"],
    ["C", "Copy"],
    ["E", "Edit"],
    ["T", "Topic"],
    ["1 to 9", "Source"],
    ["F", "Flag source"],
    ["S", "Summary"],
    ["D", "Fields"],
    ["N", "Next steps"],
    ["L", "Similar tickets"],
    ["A", "Acknowledgement"],
    ["/", "Search"],
    ["O", "Article found"],
    ["Z", "Undo the rejection"],
    ["W", "What you changed"],
    ["Esc", "Close, then back"],
  ] as [string, string][],
} as const;
