import { readFileSync } from "node:fs";
import { basename } from "node:path";
import * as z from "zod";

/**
 * The tickets a look-alike helpdesk is filled with: JSONL, one ticket per line. Two kinds of public
 * corpora are recognised row by row and converted, so that a demo can run on either without a script:
 * `{text, intent}` (one question) and agent conversations (`turns`, or `messages_display` as one string).
 */
const Words = z.string().min(1);
const Attachment = z.object({ name: Words, contentType: Words });
const TicketMessage = z.object({
  role: z.enum(["customer", "agent", "bot"]),
  visibility: z.enum(["public", "internal"]).default("public"),
  author: Words,
  at: z.iso.datetime(),
  text: z.string(),
  html: z.string().optional(),
  attachments: z.array(Attachment).default([]),
});
const TicketRow = z.object({
  id: z.int().positive(),
  subject: z.string(),
  channel: z
    .enum(["email", "web", "messaging", "chat", "api"])
    .default("email"),
  status: z.enum(["new", "open", "pending", "hold", "solved"]).default("open"),
  priority: z.enum(["low", "normal", "high", "urgent"]).nullish(),
  tags: z.array(z.string()).default([]),
  requester: z.union([
    z.object({ name: Words, email: z.email().optional() }),
    Words.transform((name) => ({ name, email: undefined })),
  ]),
  messages: z.array(TicketMessage),
  fields: z.record(z.string(), z.string()).default({}),
});
const QuestionRow = z.object({ text: Words, intent: z.string() });
const Turn = z.object({ role: z.string(), text: z.string().nullable() });
const ConversationRow = z.object({ turns: z.array(Turn).min(1) });
const TranscriptRow = z.object({ messages_display: Words });

export type SandboxMessage = z.output<typeof TicketMessage>;
type Row = z.output<typeof TicketRow>;
export interface SandboxTicket extends Omit<Row, "requester" | "priority"> {
  priority: NonNullable<Row["priority"]> | null;
  requester: { name: string; email: string };
}

const FIRST_ID = 40001;
const FIRST_TICKET_AT = Date.parse("2026-11-20T08:00:00Z");
const BETWEEN_TICKETS_MS = 7 * 60_000;
const BETWEEN_MESSAGES_MS = 4 * 60_000;
/** Whoever answered in a conversation is a colleague: the agent who tries Heed has said nothing yet. */
const COLLEAGUE = "Priya Nair";
/** Three customer messages is where an agent would have stopped asking who this is. */
const MOST_CUSTOMER_MESSAGES = 3;
const SUBJECT_LENGTH = 72;

export function readTickets(path: string): SandboxTicket[] {
  return parseTickets(readFileSync(path, "utf8"), basename(path));
}

/** Every fault names the file and the line, because the rows are written by hand or by someone's script. */
export function parseTickets(jsonl: string, name = "tickets"): SandboxTicket[] {
  const tickets: SandboxTicket[] = [];
  const lineOfId = new Map<number, number>();
  for (const [index, line] of jsonl.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const where = `${name} line ${index + 1}`;
    const ticket = ticketOfRow(parseJson(line, where), index, where);
    const earlier = lineOfId.get(ticket.id);
    if (earlier !== undefined) {
      throw new Error(`${where}: id ${ticket.id} is on line ${earlier} too`);
    }
    lineOfId.set(ticket.id, index + 1);
    tickets.push(ticket);
  }
  return tickets;
}

function parseJson(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Error(`${where}: not JSON (${String(error)})`);
  }
}

/** `index` is the row's place in the file, so that a row keeps its id when others fail or are added below. */
function ticketOfRow(
  row: unknown,
  index: number,
  where: string,
): SandboxTicket {
  const keys = typeof row === "object" && row !== null ? row : {};
  if ("turns" in keys) {
    const { turns } = parsed(ConversationRow, row, where);
    return ticketOfConversation(turns, index, where);
  }
  if ("messages_display" in keys) {
    const { messages_display } = parsed(TranscriptRow, row, where);
    return ticketOfConversation(turnsOf(messages_display), index, where);
  }
  // The intent is the answer an evaluation checks against: it must never reach the product, so it stops here.
  if ("text" in keys && "intent" in keys) {
    const text = parsed(QuestionRow, row, where).text.trim();
    return convertedTicket([{ role: "customer", text }], index, "web");
  }
  const ticket = parsed(TicketRow, row, where);
  const { name, email = emailOf(name) } = ticket.requester;
  return {
    ...ticket,
    priority: ticket.priority ?? null,
    requester: { name, email },
  };
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  row: unknown,
  where: string,
): z.output<Schema> {
  const result = schema.safeParse(row);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) => `${issue.path.join(".") || "row"}: ${issue.message}`,
  );
  throw new Error(`${where}: ${faults.join("; ")}`);
}

type Line = { role: "customer" | "agent"; text: string };

/** A transcript is one string; a turn starts at a line that names its role. Tool output and "None" are no messages. */
function turnsOf(transcript: string): z.output<typeof Turn>[] {
  return transcript
    .split(/\n(?=(?:user|assistant|tool|system): ?)/)
    .map((block) => {
      const colon = block.indexOf(":");
      return { role: block.slice(0, colon), text: block.slice(colon + 1) };
    });
}

function ticketOfConversation(
  turns: z.output<typeof Turn>[],
  index: number,
  where: string,
): SandboxTicket {
  const lines = cutWhereAnAgentWouldOpenIt(turns.flatMap(lineOfTurn));
  if (lines.length === 0)
    throw new Error(`${where}: the conversation holds no customer message`);
  return convertedTicket(lines, index, "email");
}

function lineOfTurn({ role, text }: z.output<typeof Turn>): Line[] {
  const speaker =
    role === "user" ? "customer" : role === "assistant" ? "agent" : null;
  const said = (text ?? "").replace(/###\w*#*/g, "").trim();
  return speaker === null || said === "" || said === "None"
    ? []
    : [{ role: speaker, text: said }];
}

/**
 * The rule for where a finished conversation becomes an open ticket. Keep the customer's opening. While the
 * agent only asked who this is or which order is meant, keep that question and the customer's answer too, up
 * to three customer messages. Everything from the first real answer on is dropped: that is the agent's work.
 */
function cutWhereAnAgentWouldOpenIt(lines: Line[]): Line[] {
  const opening = lines.findIndex((line) => line.role === "customer");
  if (opening === -1) return [];
  const [first = [], ...rest] = blocksOf(lines.slice(opening));
  const kept = [...first];
  for (let exchange = 0; exchange < MOST_CUSTOMER_MESSAGES - 1; exchange++) {
    const question = rest[exchange * 2];
    const answer = rest[exchange * 2 + 1];
    if (
      !question?.every(asksOnlyForIdentification) ||
      !answer ||
      answer.every(isClosing)
    )
      break;
    kept.push(...question, ...answer);
  }
  return kept;
}

/** Neighbouring lines of one speaker belong together: an agent may send two messages in a row. */
function blocksOf(lines: Line[]): Line[][] {
  const blocks: Line[][] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (last?.[0]?.role === line.role) last.push(line);
    else blocks.push([line]);
  }
  return blocks;
}

const ASKS =
  /\b(provide|share|confirm|tell me|let me know|send|what is|what's|may i have|can i have|need)\b/i;
const IDENTIFICATION =
  /\b(user ?(id|name)|e-?mail|zip|postal code|your (full )?name|phone number|(reservation|booking|order|confirmation|account) ?(id|number|code|reference)|verify your identity|authenticat\w+)\b/i;
const ANSWERS =
  /\$ ?\d|\b(i found|here (is|are)|successfully|unfortunately|i'm sorry, but|cannot|can't|unable to|has been|not allowed)\b/i;

function asksOnlyForIdentification({ text }: Line): boolean {
  return ASKS.test(text) && IDENTIFICATION.test(text) && !ANSWERS.test(text);
}

function isClosing({ text }: Line): boolean {
  return (
    text.length < 90 &&
    /\b(thank(s| you)|bye|that's all)\b/i.test(text) &&
    !/\?|\b(id|is)\b/i.test(text)
  );
}

function convertedTicket(
  lines: Line[],
  index: number,
  channel: SandboxTicket["channel"],
): SandboxTicket {
  const customerText = lines
    .filter((line) => line.role === "customer")
    .map((line) => line.text);
  const name = nameSaidIn(customerText.join("\n")) ?? `Customer ${index + 1}`;
  const openedAt = FIRST_TICKET_AT + index * BETWEEN_TICKETS_MS;
  return {
    id: FIRST_ID + index,
    subject: subjectOf(customerText[0] ?? ""),
    channel,
    status: "open",
    priority: null,
    tags: [],
    requester: {
      name,
      email: emailSaidIn(customerText.join("\n")) ?? emailOf(name),
    },
    messages: lines.map(({ role, text }, at) => ({
      role,
      visibility: "public",
      author: role === "customer" ? name : COLLEAGUE,
      at: new Date(openedAt + at * BETWEEN_MESSAGES_MS).toISOString(),
      text,
      attachments: [],
    })),
    fields: {},
  };
}

/** A name counts only when the customer gave it: in words, as a user id (`ana_ruiz_12`) or in an e-mail address. */
function nameSaidIn(text: string): string | null {
  const inWords =
    /\b(?:[Mm]y name(?: is|['’]s)|I['’]m|I am|[Tt]his is|It['’]s) (\p{Lu}[\p{L}'-]+ \p{Lu}[\p{L}'-]+)/u.exec(
      text,
    )?.[1];
  if (inWords) return inWords;
  const inIds =
    /\b([a-z]{2,})_([a-z]{2,})_\d+\b/.exec(text) ??
    /\b([a-z]{2,})\.([a-z]{2,})\d*@/i.exec(text);
  return inIds
    ? `${capitalised(inIds[1] ?? "")} ${capitalised(inIds[2] ?? "")}`
    : null;
}

function emailSaidIn(text: string): string | null {
  return /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/.exec(text)?.[0] ?? null;
}

/** example.com is reserved, so no message of a test can ever reach a person. */
function emailOf(name: string): string {
  const local = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ".")
    .replace(/^\.+|\.+$/g, "");
  return `${local === "" ? "customer" : local}@example.com`;
}

const GREETING =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: there| again)?[,!.]*|dear [^,.!]{1,30}[,.!])\s*/i;

/** The first sentence that says something, without its greeting, cut at a word. */
function subjectOf(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  const said = flat.replace(GREETING, "") || flat;
  const sentence = (/^.+?[.?!](?=\s|$)/.exec(said)?.[0] ?? said).replace(
    /[.!]+$/,
    "",
  );
  if (sentence.length <= SUBJECT_LENGTH) return capitalised(sentence);
  const cut = sentence.slice(0, SUBJECT_LENGTH);
  return `${capitalised(cut.slice(0, cut.lastIndexOf(" ") > 0 ? cut.lastIndexOf(" ") : SUBJECT_LENGTH))}…`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
