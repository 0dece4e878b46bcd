import type {
  InsertCommand,
  PageReading,
  PageState,
} from "../../../src/messaging/page-protocol.ts";
import type { DriftPage } from "./parts.ts";

export interface Verdict {
  /** Readings that differ from the truth and do not say so. */
  wrongReadings: string[];
  wrongInserts: string[];
  lostTexts: string[];
  /** All is read, the check finds nothing amiss, and the text went in. */
  isFull: boolean;
  /** What is said of what does not work; empty and not full: silence. */
  said: string[];
}

export interface Seen {
  state: PageState;
  reading: PageReading | null;
  said: string[];
}
export type Truth = Pick<DriftPage, "state" | "reading">;

const DRAFT = "We have refunded one of the two.";

/** What a page says of itself when it is looked at. */
export function seenOf(
  state: PageState,
  reading: PageReading | null,
  missing: readonly string[],
): Seen {
  return {
    state,
    reading,
    said: [
      ...(reading?.missing ?? []),
      // Said of the message itself.
      ...(reading?.messages ?? [])
        .filter(({ visibility }) => visibility === "unknown")
        .map(({ text }) => `visibility of ${text}`),
      ...missing,
    ],
  };
}

export function insertOn({ state, reading }: Truth): InsertCommand {
  return {
    type: "page.insert",
    ticketId: state.ticket?.ticketId ?? "",
    destination: "public",
    mode: "append",
    html: `<p>${DRAFT}</p>`,
    text: DRAFT,
    messageIds: reading.messages.flatMap(({ messageId = [] }) => messageId),
    expectedText: state.composer?.text ?? "",
  };
}

/** What is read must be true piece by piece; what is not read must be named. */
export function wrongsOf(
  seen: Seen,
  drift: Truth,
  usual: ReadonlySet<string>,
): string[] {
  const { state, reading } = seen;
  const wrongs: string[] = [];
  const isNamed = seen.said.some((part) => !usual.has(part));
  if (state.ticket && state.ticket.ticketId !== drift.state.ticket?.ticketId)
    wrongs.push(`ticket ${state.ticket.ticketId}`);
  if (state.composer && drift.state.composer) {
    const { mode, text, present } = state.composer;
    if (mode !== "unknown" && mode !== drift.state.composer.mode)
      wrongs.push(`composer is ${mode}`);
    if (present && text !== drift.state.composer.text && !isNamed)
      wrongs.push(`composer holds ${text}`);
  }
  if (!reading) return wrongs;
  for (const part of ["subject", "requesterName", "channel"] as const) {
    const read = reading[part];
    if (read === drift.reading[part]) continue;
    if (read !== null || !isNamed) wrongs.push(`${part} is ${read}`);
  }
  const left = [...drift.reading.messages];
  for (const message of reading.messages) {
    const at = left.findIndex((one) => one.text === message.text);
    const truth = left.splice(at, 1)[0];
    if (at === -1 || !truth) {
      if (!isNamed) wrongs.push(`a message ${message.text}`);
      continue;
    }
    if (
      message.visibility !== truth.visibility &&
      message.visibility !== "unknown" &&
      message.visibility !== "internal"
    )
      wrongs.push(`${message.text} is ${message.visibility}`);
    if (
      message.role !== truth.role &&
      (message.role === "customer" || !isNamed)
    )
      wrongs.push(`${message.text} is of ${message.role}`);
    if (message.authorName !== truth.authorName && message.authorName !== "")
      wrongs.push(`${message.text} is by ${message.authorName}`);
    if (message.at !== truth.at && message.at !== null)
      wrongs.push(`${message.text} was at ${message.at}`);
  }
  if (!isNamed && JSON.stringify(reading) !== JSON.stringify(drift.reading))
    wrongs.push("something differs, and nothing says so");
  return wrongs;
}

export function isSame({ state, reading }: Seen, drift: Truth): boolean {
  return (
    JSON.stringify([state, reading]) ===
    JSON.stringify([drift.state, drift.reading])
  );
}
