import type { Message, Ticket } from "../../src/domain/ticket.ts";
import type { Summary } from "../../src/domain/suggestion.ts";
import { contentStems } from "../retrieval/content-words.ts";
import { summarize } from "../pipeline/summarize.ts";
import { interval95 } from "./bootstrap.ts";
import { readConversations, type Conversation } from "./conversations.ts";
import type { Suite } from "./suite.ts";

const SEEDS = [1, 2, 3];

/** What customers want and agents do, each with the words it goes by. */
const DEEDS: { actions: string[]; words: RegExp }[] = [
  {
    actions: ["cancel_reservation", "cancel_pending_order"],
    words: /\bcancel/i,
  },
  { actions: ["book_reservation"], words: /\bbook(?:ed|ing)?\b/i },
  {
    actions: [
      "update_reservation_flights",
      "update_reservation_passengers",
      "modify_pending_order_items",
    ],
    words:
      /\b(?:chang|modif|updat|upgrad|downgrad|switch|mov(?:e|ed|ing)\b|add(?:ed|ing)?\b|remov|push)/i,
  },
  {
    actions: ["update_reservation_baggages"],
    words: /\b(?:bag|baggage|luggage|suitcase)s?\b/i,
  },
  {
    actions: ["send_certificate"],
    words: /\b(?:certificate|voucher|compensat|gesture)/i,
  },
  { actions: ["transfer_to_human_agents"], words: /\btransfer|\bhuman agent/i },
];
/** What an agent says who has, rightly, not done what was asked. */
const REFUSED =
  /\b(?:not|unable|cannot|can't|unfortunately|non-refundable|transfer)\b/i;

interface Scored {
  words: number;
  unsupported: number;
  wrongLinks: number;
  lines: number;
  /** null: there is nothing to look for. */
  hasProblem: boolean | null;
  hasOutcome: boolean | null;
}

export const summary: Suite = {
  name: "summary",
  usage: "--conversations FILE",
  summary: "whether a summary has problem and outcome, and nothing of its own",
  options: { conversations: { type: "string" } },
  run(options) {
    const startedAt = performance.now();
    const rows = readConversations(options["conversations"]).map(scored);
    const [seed = 1] = SEEDS;
    const asked = (of: "hasProblem" | "hasOutcome") =>
      rows.flatMap((row) => row[of] ?? []);
    return Promise.resolve({
      suite: "summary",
      n: rows.length,
      seeds: SEEDS,
      figures: {
        unsupportedTokens: sum(rows.map((row) => row.unsupported)),
        issuePresent: share(asked("hasProblem")),
        issues: asked("hasProblem").length,
        outcomePresent: share(asked("hasOutcome")),
        outcomes: asked("hasOutcome").length,
        wrongLinks: sum(rows.map((row) => row.wrongLinks)),
        lines: sum(rows.map((row) => row.lines)),
        words: {
          mean: sum(rows.map((row) => row.words)) / rows.length,
          most: Math.max(...rows.map((row) => row.words)),
        },
      },
      intervals: {
        issuePresent: interval95(asked("hasProblem"), share, seed),
        outcomePresent: interval95(asked("hasOutcome"), share, seed),
      },
      config: {
        conversations: options["conversations"],
        unsupported: "words with a digit or a capital that the thread lacks",
        issue:
          "of the problem line's content words at least two, and half of them, are the instruction's",
        outcome:
          "of conversations with reward 1: the lines done, open or promised name the deed of the last gold action that changes something, or the refusal or transfer where there is none or it was never done (the customer declined)",
        engine: "extractive, no model",
      },
      seconds: (performance.now() - startedAt) / 1000,
    });
  },
};

function scored(conversation: Conversation): Scored {
  const ticket = ticketOf(conversation);
  const { lines } = summarize(ticket);
  const thread = ticket.messages.map(({ text }) => text).join("\n");
  const known = new Set(tokensOf(thread));
  return {
    words: sum(lines.map(({ text }) => text.split(/\s+/).length)),
    unsupported: lines
      .flatMap(({ text }) => tokensOf(text))
      .filter((token) => !known.has(token)).length,
    wrongLinks: lines.filter((line) => !isLinkedRight(line, ticket)).length,
    lines: lines.length,
    hasProblem: hasProblem(conversation, lines),
    hasOutcome: hasOutcome(conversation, lines),
  };
}

function hasProblem(
  { instruction }: Conversation,
  lines: Summary["lines"],
): boolean | null {
  if (instruction === null) return null;
  const wanted = new Set(contentStems(instruction));
  const said = [...new Set(contentStems(textOf(lines, ["problem"])))];
  const met = said.filter((stem) => wanted.has(stem)).length;
  return met >= 2 && met >= said.length / 2;
}

function hasOutcome(
  { reward, goldActions, toolCalls }: Conversation,
  lines: Summary["lines"],
): boolean | null {
  if (reward !== 1) return null;
  const text = textOf(lines, ["done", "open", "promised"]);
  const last = goldActions.findLast(({ name }) =>
    DEEDS.some(({ actions }) => actions.includes(name)),
  );
  if (!last || !toolCalls.some(({ name }) => name === last.name))
    return REFUSED.test(text);
  return DEEDS.some(
    ({ actions, words }) => actions.includes(last.name) && words.test(text),
  );
}

function textOf(lines: Summary["lines"], labels: string[]): string {
  return lines
    .filter(({ label }) => labels.includes(label))
    .map(({ text }) => text)
    .join("\n");
}

/** The linked message says it, word for word. */
function isLinkedRight(
  { text, messageId }: Summary["lines"][number],
  { messages }: Ticket,
): boolean {
  const said = messages.find((message) => message.messageId === messageId);
  return plain(said?.text ?? "").includes(plain(text.replace(/…$/, "")));
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Numbers, names and ids: what a reader would act on. */
function tokensOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}][\p{L}\p{N}_-]*/gu) ?? []).filter((word) =>
    /\p{N}|\p{Lu}/u.test(word),
  );
}

function ticketOf({ turns }: Conversation): Ticket {
  return {
    helpdesk: "zendesk",
    accountKey: "eval",
    ticketId: "1",
    subject: null,
    channel: null,
    status: null,
    tags: [],
    requester: null,
    fields: [],
    messages: turns.flatMap(({ role, text }, at): Message[] =>
      role === "tool"
        ? []
        : [
            {
              messageId: `m${at}`,
              role,
              visibility: "public",
              authorId: null,
              authorName: "",
              at: new Date(Date.UTC(2024, 4, 15, 15, at)).toISOString(),
              text,
              attachments: [],
            },
          ],
    ),
    completeness: "full",
    missing: [],
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function share(values: readonly boolean[]): number {
  return values.length === 0
    ? 1
    : values.filter(Boolean).length / values.length;
}
