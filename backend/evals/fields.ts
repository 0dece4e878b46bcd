import type { FieldDefinition } from "../../src/domain/policy-pack.ts";
import type { Message, Ticket } from "../../src/domain/ticket.ts";
import { extract } from "../pipeline/extract.ts";
import { labelledByAgent } from "../pipeline/field-examples.ts";
import { buildFieldReader } from "../pipeline/field-reader.ts";
import type { LabelledText } from "../pipeline/field-tagger.ts";
import { interval95 } from "./bootstrap.ts";
import { memorisedReader } from "./memorised-values.ts";
import { readFileOf, readJsonLines } from "./read-rows.ts";
import {
  goldValue,
  labelled,
  ontologyFile,
  slotRow,
  typeOf,
  type SlotRow,
} from "./slot-rows.ts";
import { SuiteError, type Suite } from "./suite.ts";

const SEEDS = [1, 2, 3];
/** So many sentences a field stand in the pack; what agents set right on the other training rows follows. */
const EXAMPLES_PER_FIELD = 20;
/** The moment that the data set's annotators read at: its "tomorrow" is 16 March 2022. */
const READ_AT = "2022-03-15T09:00:00Z";

export const fields: Suite = {
  name: "fields",
  usage: "--train FILE --test FILE --ontology FILE [--now TIME]",
  summary: "how well the pack's fields are read from what customers write",
  options: {
    train: { type: "string" },
    test: { type: "string" },
    ontology: { type: "string" },
    now: { type: "string" },
  },
  run(options) {
    const startedAt = performance.now();
    const train = readJsonLines("train", options["train"], slotRow);
    const test = readJsonLines("test", options["test"], slotRow);
    const slotIds = slotsOf(options["ontology"], train);
    const at = momentOf(options["now"]);
    const pack = packOf(slotIds, train);
    const corrected = train.flatMap((row, index) =>
      pack.used.has(index) ? [] : correctedTexts(row, at),
    );
    const runs = SEEDS.map((seed) => {
      const reader = buildFieldReader(
        { fields: pack.fields, timeZone: "UTC", languages: ["en"] },
        corrected,
        seed,
      );
      return test.map((row) =>
        scored(
          row,
          extract(ticketOf(row.text, at), reader).flatMap((field) =>
            field.value === null ? [] : [{ ...field, value: field.value }],
          ),
        ),
      );
    });
    // One row for the three seeds together, so that the interval is over rows.
    const rows = test.map((_, index) =>
      runs.flatMap((run) => run[index] ?? []),
    );
    const memorised = memorisedReader(train.map(labelled), pack.fields, at);
    const floor = test.map((row) => scored(row, memorised(row.text)));
    return Promise.resolve({
      suite: "fields",
      n: test.length,
      seeds: SEEDS,
      figures: {
        spanF1: f1(rows, "span"),
        valueF1: f1(rows, "value"),
        valueF1PerSeed: runs.map((run) => f1(run, "value")),
        perSlot: Object.fromEntries(
          slotIds.map((slotId) => [
            slotId,
            {
              valueF1: f1(ofSlot(rows, slotId), "value"),
              spanF1: f1(ofSlot(rows, slotId), "span"),
              labelled: ofSlot(floor, slotId)
                .flat()
                .filter((it) => it.gold).length,
            },
          ]),
        ),
        absentValues: rows.flat().filter(({ isAbsent }) => isAbsent).length,
        floor: { spanF1: f1(floor, "span"), valueF1: f1(floor, "value") },
      },
      intervals: {
        spanF1: interval95(rows, (sample) => f1(sample, "span"), 1),
        valueF1: interval95(rows, (sample) => f1(sample, "value"), 1),
      },
      config: {
        train: options["train"],
        test: options["test"],
        ontology: options["ontology"],
        now: at,
        span: "right when field and both ends are",
        value:
          "right when field and normalised value are: 2022-03-16 for tomorrow, 18:35 for 25 to 7 p.m., 2 for me and my wife",
        examples: `${EXAMPLES_PER_FIELD} marked sentences a field in the pack; the other training rows as agents' corrections`,
        floor: "the training part's own strings, longest first",
      },
      seconds: (performance.now() - startedAt) / 1000,
    });
  },
};

/** One field of one row: read, labelled, and whether the two agree. */
interface Verdict {
  slotId: string;
  read: boolean;
  gold: boolean;
  span: boolean;
  value: boolean;
  isAbsent: boolean;
}

interface Read {
  fieldId: string;
  value: string;
  normalised: string | null;
}

function scored({ text, slots }: SlotRow, reads: Read[]): Verdict[] {
  const slotIds = new Set([
    ...Object.keys(slots),
    ...reads.map(({ fieldId }) => fieldId),
  ]);
  return [...slotIds].map((slotId) => {
    const gold = slots[slotId];
    const read = reads.find(({ fieldId }) => fieldId === slotId);
    return {
      slotId,
      read: read !== undefined,
      gold: gold !== undefined,
      span: gold !== undefined && read?.value === gold.text,
      value:
        gold !== undefined &&
        read !== undefined &&
        plain(goldValue(slotId, gold)) === plain(read.normalised),
      isAbsent: read !== undefined && !text.includes(read.value),
    };
  });
}

function plain(value: string | null): string | null {
  return value === null
    ? null
    : value.toLowerCase().replace(/\s+/g, " ").trim();
}

/** Micro-averaged over fields; 1 when there is nothing to read and nothing read. */
function f1(rows: readonly Verdict[][], by: "span" | "value"): number {
  const verdicts = rows.flat();
  const right = verdicts.filter((it) => it[by]).length;
  const read = verdicts.filter((it) => it.read).length;
  const gold = verdicts.filter((it) => it.gold).length;
  return read + gold === 0 ? 1 : (2 * right) / (read + gold);
}

function ofSlot(rows: Verdict[][], slotId: string): Verdict[][] {
  return rows.map((row) => row.filter((it) => it.slotId === slotId));
}

/** The ontology's fields that the training part has values of. */
function slotsOf(path: unknown, train: SlotRow[]): string[] {
  const read = ontologyFile.safeParse(jsonOf(readFileOf("ontology", path)));
  if (!read.success)
    throw new SuiteError(
      "--ontology: this is no ontology; it needs `slots` with a description each.",
    );
  const used = new Set(train.flatMap(({ slots }) => Object.keys(slots)));
  const known = Object.keys(read.data.slots).filter((slotId) =>
    used.has(slotId),
  );
  if (known.length === 0)
    throw new SuiteError(
      "--train: no row has a slot of the ontology. Do the two belong together?",
    );
  return known;
}

function momentOf(now: unknown): string {
  if (typeof now !== "string") return READ_AT;
  const moment = new Date(now);
  if (Number.isNaN(moment.getTime()))
    throw new SuiteError("--now: give a time like 2022-03-15T09:00:00Z.");
  return moment.toISOString();
}

/** A pack's fields with marked sentences, and which training rows those are. */
function packOf(slotIds: string[], train: SlotRow[]) {
  const used = new Set<number>();
  const counts = new Map<string, number>();
  train.forEach(({ text, slots }, index) => {
    const wanted = Object.keys(slots).some(
      (slotId) => (counts.get(slotId) ?? 0) < EXAMPLES_PER_FIELD,
    );
    // Brackets of the row's own would read as marks.
    if (!wanted || /[[\]]/.test(text)) return;
    used.add(index);
    for (const slotId of Object.keys(slots))
      counts.set(slotId, (counts.get(slotId) ?? 0) + 1);
  });
  const fields = slotIds.map((fieldId): FieldDefinition => ({
    fieldId,
    label: fieldId.replaceAll("_", " "),
    type: typeOf(fieldId, train),
    pattern: null,
    enum: [],
    unit: null,
    examples: train.flatMap(({ text, slots }, index) => {
      const span = used.has(index) ? slots[fieldId]?.span : undefined;
      return span
        ? [
            `${text.slice(0, span[0])}[${text.slice(...span)}]${text.slice(span[1])}`,
          ]
        : [];
    }),
    required: false,
  }));
  return { fields, used };
}

/** A training row as a ticket whose fields an agent set right. */
function correctedTexts(row: SlotRow, at: string): LabelledText[] {
  return labelledByAgent({
    ticket: ticketOf(row.text, at),
    fields: [],
    corrections: Object.entries(row.slots).map(([fieldId, { text }]) => ({
      fieldId,
      value: text,
    })),
  });
}

function ticketOf(text: string, at: string): Ticket {
  const message: Message = {
    messageId: "1",
    role: "customer",
    visibility: "public",
    authorId: null,
    authorName: "",
    at,
    text,
    attachments: [],
  };
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
    messages: [message],
    completeness: "full",
    missing: [],
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
