import * as z from "zod";
import { interval95 } from "./bootstrap.ts";
import { fromCsv, toCsv } from "./csv.ts";
import { SuiteError } from "./suite.ts";

/** What a reader judges, 0 to 4 each. The words are the rubric that is written beside the sheet. */
export const CRITERIA = {
  accuracy:
    "Are the facts right for this ticket? 4: all right. 3: a slip that harms nobody. 2: a mistake the customer would have to ask about. 1: misleading. 0: wrong where it matters.",
  policyAdherence:
    "Does it do what the policy says, and nothing it forbids? 4: fully. 3: a step left out that can follow later. 2: bends a rule. 1: breaks one. 0: promises what the policy refuses, or refuses what it grants.",
  tone: "Would a customer feel well treated? 4: plain, polite, to them. 3: a little stiff. 2: reads like a rule book. 1: cold or odd. 0: rude.",
  completeness:
    "Does it move the ticket on? 4: everything asked is answered, or the one right question is asked back. 3: nearly. 2: half. 1: touches the subject. 0: beside it.",
} as const;
export type Criterion = keyof typeof CRITERIA;
const NAMES = Object.keys(CRITERIA) as Criterion[]; // the keys of the object above
const COLUMNS = ["row", "ticket", "policy", "reply", ...NAMES, "sendableAsIs"];

export interface SheetRow {
  row: string;
  ticket: string;
  policy: string;
  reply: string;
}

export const sheetKey = z.object({
  version: z.literal(1),
  /** Row of the sheet → whose words. */
  rows: z.record(
    z.string(),
    z.object({ ticket: z.string(), engine: z.string() }),
  ),
  /** Tickets that an engine would not answer, by engine. They stand in no row. */
  abstained: z.record(z.string(), z.number()),
});
export type SheetKey = z.infer<typeof sheetKey>;

export function writeSheet(rows: SheetRow[]): string {
  return toCsv([
    COLUMNS,
    ...rows.map(({ row, ticket, policy, reply }) => [
      ...[row, ticket, policy, reply],
      ...NAMES.map(() => ""),
      "",
    ]),
  ]);
}

export function rubric(sheet: string, policy: string): string {
  return [
    "# How to fill the sheet",
    "",
    `Open \`${sheet}\` in a spreadsheet. Each row is one ticket with one reply to its last message. Replies of several`,
    "writers to the same tickets are shuffled; who wrote which stands in the key file. Do not open it, and do not guess.",
    "",
    `\`policy\` holds the rules that were found for this ticket; the whole policy is \`${policy}\`. Nothing else is known:`,
    "a reply that states data of an account may have looked it up, so take such data as right unless ticket or policy",
    "contradict it. Greeting and closing are left out of all replies. Judge each row by itself:",
    "",
    ...NAMES.map((name) => `- \`${name}\`, 0 to 4. ${CRITERIA[name]}`),
    "- `sendableAsIs`, yes or no. Would you send exactly this, without touching a word?",
    "",
    "A row left empty is not counted. Then, in the folder of the sheet:",
    "",
    `    npx heed eval drafts --score ${sheet}`,
    "",
  ].join("\n");
}

export interface ScoredRow {
  engine: string;
  scores: Record<Criterion, number>;
  isSendable: boolean;
}

/** Throws SuiteError that names the first cell that is no score. */
export function readScores(csv: string, key: SheetKey): ScoredRow[] {
  const [head = [], ...lines] = fromCsv(csv);
  const missing = COLUMNS.filter((name) => !head.includes(name));
  if (missing.length > 0)
    throw new SuiteError(
      `--score: the sheet lacks the column ${missing.join(", ")}. Keep its first line as it was written.`,
    );
  return lines.flatMap((cells) => {
    const of = (name: string) => (cells[head.indexOf(name)] ?? "").trim();
    const row = of("row");
    if ([...NAMES, "sendableAsIs"].every((name) => of(name) === "")) return [];
    const known = key.rows[row];
    if (!known)
      throw new SuiteError(
        `--score: row ${row} is not in the key. Take the key that was written with this sheet.`,
      );
    const scores = Object.fromEntries(
      NAMES.map((name) => {
        if (!/^[0-4]$/.test(of(name)))
          throw new SuiteError(
            `--score: row ${row}, ${name}: "${of(name)}" is no whole number from 0 to 4.`,
          );
        return [name, Number(of(name))];
      }),
    ) as Record<Criterion, number>; // one for each name
    const said = of("sendableAsIs").toLowerCase();
    if (!/^(?:yes|no|y|n|true|false|1|0)$/.test(said))
      throw new SuiteError(
        `--score: row ${row}, sendableAsIs: "${said}" is neither yes nor no.`,
      );
    return [{ engine: known.engine, scores, isSendable: /^[yt1]/.test(said) }];
  });
}

const SEED = 1;

export function scoresByEngine(rows: ScoredRow[], key: SheetKey) {
  const engines = [...new Set(Object.values(key.rows).map((it) => it.engine))];
  const figures: Record<string, object> = {};
  const intervals: Record<string, [number, number]> = {};
  for (const engine of engines.toSorted()) {
    const own = rows.filter((row) => row.engine === engine);
    if (own.length === 0) continue;
    const abstained = key.abstained[engine] ?? 0;
    const means: Record<string, number> = {};
    for (const name of [...NAMES, "sendableAsIs"] as const) {
      const mean = (some: readonly ScoredRow[]) =>
        some.reduce(
          (sum, row) =>
            sum +
            (name === "sendableAsIs"
              ? Number(row.isSendable)
              : row.scores[name]),
          0,
        ) / some.length;
      means[name] = mean(own);
      intervals[`${engine}.${name}`] = interval95(own, mean, SEED);
    }
    figures[engine] = {
      ...means,
      scored: own.length,
      abstained,
      sendableOfAllTickets:
        own.filter(({ isSendable }) => isSendable).length /
        (own.length + abstained),
    };
  }
  return { figures, intervals, seed: SEED };
}
