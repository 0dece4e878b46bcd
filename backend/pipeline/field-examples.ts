import { ownWords } from "../../src/domain/mail.ts";
import type { FieldDefinition } from "../../src/domain/policy-pack.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import type { LabelledText } from "./field-tagger.ts";

/** One ticket whose fields an agent has set right. */
export interface CorrectedTicket {
  ticket: Pick<Ticket, "messages">;
  /** What had been read; it stands where nobody corrected it. */
  fields: { fieldId: string; value: string | null }[];
  /** The agent's own values; "" where the ticket has none. */
  corrections: { fieldId: string; value: string }[];
}

const MARKED = /\[([^[\]]+)\]/g;
/** Longer lines are pasted text, not something said. */
const LINE_CHARACTERS = 600;

/**
 * The pack's examples with a value in brackets: "bought on [12 March]". The same sentence under two fields is one
 * sentence with two values. Examples without brackets are values alone and teach no context.
 */
export function markedSentences(fields: FieldDefinition[]): LabelledText[] {
  const sentences = new Map<string, LabelledText>();
  for (const { fieldId, examples } of fields)
    for (const example of examples) {
      const text = example.replace(MARKED, "$1");
      if (text === example) continue;
      const sentence = sentences.get(text) ?? { text, spans: [] };
      let brackets = 0;
      for (const match of example.matchAll(MARKED)) {
        const start = match.index - brackets;
        const end = start + (match[1]?.length ?? 0);
        sentence.spans.push({ fieldId, start, end });
        brackets += 2;
      }
      sentences.set(text, sentence);
    }
  return [...sentences.values()];
}

/** The lines of the customer's messages, each with the values that stood after the agent's corrections. */
export function labelledByAgent({
  ticket,
  fields,
  corrections,
}: CorrectedTicket): LabelledText[] {
  const values = new Map(
    fields.flatMap(({ fieldId, value }) =>
      value === null ? [] : [[fieldId, value] as const],
    ),
  );
  for (const { fieldId, value } of corrections) values.set(fieldId, value);
  const lines = ticket.messages
    .filter(
      ({ role, visibility }) => role === "customer" && visibility === "public",
    )
    .flatMap(({ text }) => ownWords(text).split("\n"))
    .map((line) => line.trim())
    .filter((line) => line !== "" && line.length <= LINE_CHARACTERS);
  return lines.map((text) => ({
    text,
    spans: [...values].flatMap(([fieldId, value]) => {
      const start = placeOf(value, text);
      // A placeholder stands for what the customer wrote: nothing of its words can be learned.
      return start < 0 || value.includes("⟦")
        ? []
        : [{ fieldId, start, end: start + value.trim().length }];
    }),
  }));
}

/** Whole words, whatever their case; -1: not in this line. */
function placeOf(value: string, text: string): number {
  const wanted = value.trim().toLowerCase();
  if (wanted === "") return -1;
  const line = text.toLowerCase();
  for (
    let start = line.indexOf(wanted);
    start >= 0;
    start = line.indexOf(wanted, start + 1)
  ) {
    const around = [line[start - 1], line[start + wanted.length]];
    if (around.every((it) => it === undefined || !/[\p{L}\p{N}]/u.test(it)))
      return start;
  }
  return -1;
}
