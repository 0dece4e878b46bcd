import * as z from "zod";
import type { Message, Ticket } from "../../src/domain/ticket.ts";
import { readJsonLines } from "./read-rows.ts";
import { ticketOfQuestion } from "./ticket-of-question.ts";

/** A ticket to be answered, and what the human (or the recorded agent) answered, where that is known. */
export interface TicketToAnswer {
  ticket: Ticket;
  human: string | null;
  /** What a good reply says and what none may say, where the file has it. */
  facts: Facts | null;
}

export interface Facts {
  mustMatch: RegExp[];
  mustNotMatch: RegExp[];
}

const AT = "2026-01-01T09:00:00.000Z";
/** By then the customer has said what they want. */
const MOST_CUSTOMER_MESSAGES = 3;

/** The source of a regular expression; case does not count. */
const pattern = z.string().transform((source, context) => {
  try {
    return new RegExp(source, "i");
  } catch {
    context.addIssue(`"${source}" is not a regular expression.`);
    return z.NEVER;
  }
});
const turn = z.object({ role: z.string(), text: z.string().nullable() });
const row = z.union([
  z.object({ turns: z.array(turn) }),
  z.object({ messages_display: z.string() }),
  z.object({
    subject: z.string().nullish(),
    messages: z.array(
      z.object({
        role: z.string(),
        text: z.string(),
        visibility: z.string().default("public"),
        at: z.iso.datetime().optional(),
      }),
    ),
    fields: z.record(z.string(), z.string()).default({}),
    must_match: z.array(pattern).min(1).optional(),
    must_not_match: z.array(pattern).default([]),
  }),
  z.object({ text: z.string() }),
]);

interface Line {
  role: "customer" | "agent";
  text: string;
  /** ISO 8601; where the file has none, the same for all. */
  at: string;
}

/** Conversations, Heed's own tickets, or rows of one question. Rows without a customer are left out. */
export function readTicketsToAnswer(path: unknown): TicketToAnswer[] {
  return readJsonLines("tickets", path, row).flatMap((it, n) => {
    if ("turns" in it) return answerable(n, it.turns.flatMap(lineOf));
    if ("messages_display" in it)
      return answerable(n, linesOfTranscript(it.messages_display));
    if ("text" in it)
      return answerable(n, [{ role: "customer", text: it.text, at: AT }]);
    const lines = it.messages
      .filter(({ visibility }) => visibility === "public")
      .flatMap(lineOf);
    const facts = it.must_match
      ? { mustMatch: it.must_match, mustNotMatch: it.must_not_match }
      : null;
    return answerable(n, lines, it.subject ?? null, it.fields).map((one) => ({
      ...one,
      facts,
    }));
  });
}

/** The thread up to a customer's message; the agent's turn after it is the human reply. */
function answerable(
  n: number,
  lines: Line[],
  subject: string | null = null,
  fields: Record<string, string> = {},
): TicketToAnswer[] {
  const asked = lines.flatMap(({ role }, at) =>
    role === "customer" ? at : [],
  );
  const last = asked[Math.min(asked.length, MOST_CUSTOMER_MESSAGES) - 1];
  if (last === undefined) return [];
  const thread = lines.slice(0, last + 1);
  const after = lines.slice(last + 1);
  const ends = after.findIndex(({ role }) => role === "customer");
  const human = (ends < 0 ? after : after.slice(0, ends))
    .map(({ text }) => text)
    .join("\n\n");
  const ticket = ticketOfQuestion(`${n + 1}`, "", AT);
  return [
    {
      ticket: {
        ...ticket,
        subject,
        fields: Object.entries(fields).map(([label, value]) => ({
          fieldId: label,
          label,
          value,
        })),
        messages: thread.map((line, at) => messageOf(line, `${n}-${at}`)),
      },
      human: human === "" ? null : human,
      facts: null,
    },
  ];
}

function messageOf({ role, text, at }: Line, messageId: string): Message {
  return {
    messageId,
    role,
    visibility: "public",
    authorId: role,
    authorName: role === "customer" ? "Customer" : "Agent",
    at,
    text,
    attachments: [],
  };
}

function lineOf(said: {
  role: string;
  text: string | null;
  at?: string | undefined;
}): Line[] {
  const at = said.at ?? AT;
  const text = (said.text ?? "").replace(/\s*###\w+###\s*/g, " ").trim();
  if (text === "" || text === "None") return [];
  if (said.role === "user" || said.role === "customer")
    return [{ role: "customer", text, at }];
  return said.role === "assistant" || said.role === "agent"
    ? [{ role: "agent", text, at }]
    : [];
}

function linesOfTranscript(transcript: string): Line[] {
  return transcript
    .split(/\n(?=(?:user|assistant|tool|system): )/)
    .flatMap((block) => {
      const colon = block.indexOf(":");
      return lineOf({
        role: block.slice(0, colon),
        text: block.slice(colon + 1),
      });
    });
}
