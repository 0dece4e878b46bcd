import { createHash, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import type { Suggestion } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import type { Engine } from "../engines/engine.ts";
import { extractive } from "../engines/extractive.ts";
import { readLlmSettings } from "../engines/read-llm-settings.ts";
import { policyToPack } from "../packs/policy-to-pack.ts";
import { readPack } from "../packs/read-pack.ts";
import { buildLiveKnowledge } from "../pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../pipeline/memory-embedding-cache.ts";
import { suggest } from "../pipeline/suggest.ts";
import { createPackagedEmbedder } from "../retrieval/packaged-embedder.ts";
import {
  readScores,
  rubric,
  scoresByEngine,
  sheetKey,
  writeSheet,
  type SheetKey,
  type SheetRow,
} from "./drafts-sheet.ts";
import { readTicketsToAnswer } from "./drafts-tickets.ts";
import { factsSaid, shareOfFacts, type FactsSaid } from "./facts-said.ts";
import { ladderOf } from "./injection-engines.ts";
import { readFileOf } from "./read-rows.ts";
import { SuiteError, type EvalReport, type Suite } from "./suite.ts";

const MAX_PASSAGES = 8;

export const drafts: Suite = {
  name: "drafts",
  usage:
    "--tickets FILE --pack DIR|FILE.md --out SHEET.csv | --score SHEET.csv",
  summary: "a blind sheet of replies for a reader to judge, and its scores",
  options: {
    tickets: { type: "string" },
    pack: { type: "string" },
    out: { type: "string" },
    score: { type: "string" },
  },
  run(options, environment) {
    if (options["score"] !== undefined)
      return Promise.resolve(scored(options["score"]));
    return sheetOf(options, environment);
  },
};

function scored(path: unknown): EvalReport {
  const startedAt = performance.now();
  const csv = readFileOf("score", path);
  const keyFile = beside(String(path), "key.json");
  const read = sheetKey.safeParse(jsonOf(readFileOf("score", keyFile)));
  if (!read.success)
    throw new SuiteError(`--score: ${keyFile} is no key of a sheet.`);
  const rows = readScores(csv, read.data);
  if (rows.length === 0)
    throw new SuiteError("--score: no row of the sheet is filled yet.");
  const { figures, intervals, seed } = scoresByEngine(rows, read.data);
  return {
    suite: "drafts",
    n: rows.length,
    seeds: [seed],
    figures,
    intervals,
    config: { sheet: path, rows: Object.keys(read.data.rows).length },
    seconds: (performance.now() - startedAt) / 1000,
  };
}

async function sheetOf(
  { tickets: file, pack: packPath, out }: Parameters<Suite["run"]>[0],
  environment: Parameters<Suite["run"]>[1],
): Promise<EvalReport> {
  const startedAt = performance.now();
  if (typeof out !== "string" || !out.endsWith(".csv"))
    throw new SuiteError("Name the sheet with --out, such as sheet.csv.");
  const tickets = readTicketsToAnswer(file);
  const live = await buildLiveKnowledge(
    { number: 1, pack: packOf(packPath) },
    createPackagedEmbedder(),
    createMemoryEmbeddingCache(),
  );
  const engines = enginesOf(environment);
  const replies: (Omit<SheetRow, "row"> & { engine: string; id: string })[] =
    [];
  const abstained: Record<string, number> = {};
  const facts = new Map<string, FactsSaid[]>();
  for (const { ticket, human, facts: wanted } of tickets) {
    const texts: { engine: string; reply: string | null }[] = [
      { engine: "human", reply: human },
    ];
    let policy = "";
    for (const engine of engines) {
      const { suggestion, record } = await suggest(
        live,
        {
          suggestionId: randomUUID(),
          ticket,
          agentName: null,
          instruction: null,
          intentId: null,
        },
        {
          memberId: "evaluation",
          // By what was in force when it was asked.
          now: new Date(ticket.messages.at(-1)?.at ?? Date.now()),
          signal: new AbortController().signal,
          onStep: () => {},
          engine,
        },
      );
      policy ||= record.passages
        .slice(0, MAX_PASSAGES)
        .map(({ source }) => `${source.title}: ${source.text}`)
        .join("\n\n");
      texts.push({
        engine: engine.engineId,
        reply: replyOf(suggestion, live.pack),
      });
    }
    if (wanted)
      for (const { engine, reply } of texts.slice(1))
        facts.set(engine, [
          ...(facts.get(engine) ?? []),
          factsSaid(wanted, reply),
        ]);
    for (const { engine, reply } of texts)
      if (reply !== null)
        replies.push({
          engine,
          id: ticket.ticketId,
          ticket: threadOf(ticket),
          policy,
          reply,
        });
      else if (engine !== "human")
        abstained[engine] = (abstained[engine] ?? 0) + 1;
  }

  // The order says nothing about the writer, and is the same for the same replies.
  const shuffled = replies.toSorted((a, b) =>
    orderOf(a) < orderOf(b) ? -1 : 1,
  );
  const rows = shuffled.map((it, at) => ({ ...it, row: String(at + 1) }));
  const key: SheetKey = {
    version: 1,
    rows: Object.fromEntries(
      rows.map(({ row, id, engine }) => [row, { ticket: id, engine }]),
    ),
    abstained,
  };
  write(out, writeSheet(rows));
  write(beside(out, "key.json"), JSON.stringify(key, null, 1));
  write(beside(out, "README.md"), rubric(basename(out), String(packPath)));
  const said = [...facts].map(
    ([engine, all]) => [engine, shareOfFacts(all)] as const,
  );
  const written = (engine: string) =>
    rows.filter((row) => row.engine === engine).length;
  return {
    suite: "drafts",
    n: rows.length,
    seeds: [],
    figures: {
      tickets: tickets.length,
      replies: Object.fromEntries(
        ["human", ...engines.map(({ engineId }) => engineId)].map((name) => [
          name,
          written(name),
        ]),
      ),
      abstained,
      ...(said.length > 0 && {
        facts: Object.fromEntries(
          said.map(([engine, { figures }]) => [engine, figures]),
        ),
      }),
    },
    intervals: Object.fromEntries(
      said.flatMap(([engine, { intervals }]) =>
        Object.entries(intervals).map(([name, interval]) => [
          `${engine}.${name}`,
          interval,
        ]),
      ),
    ),
    config: {
      tickets: file,
      pack: packPath,
      sheet: out,
      key: beside(out, "key.json"),
      rubric: beside(out, "README.md"),
    },
    seconds: (performance.now() - startedAt) / 1000,
  };
}

function enginesOf(environment: Parameters<Suite["run"]>[1]): Engine[] {
  const read = readLlmSettings(environment);
  if (!read.ok) throw new SuiteError(read.message);
  if (!read.settings) return [extractive];
  return [extractive, ladderOf(read.settings)];
}

function packOf(path: unknown): PolicyPack {
  if (typeof path !== "string" || path === "")
    throw new SuiteError(
      "Name a pack, or a rule book in Markdown, with --pack.",
    );
  if (path.endsWith(".md")) return policyToPack(readFileOf("pack", path));
  const reading = readPack(path);
  if (reading.ok) return reading.pack;
  const [first] = reading.errors;
  throw new SuiteError(
    `--pack: ${first?.file ?? path}: ${first?.message ?? "cannot be read."} npx heed pack lint says more.`,
  );
}

/** Without greeting and closing, which would tell the writers apart. null: no draft. */
function replyOf({ answer }: Suggestion, pack: PolicyPack): string | null {
  if (answer.kind !== "draft") return null;
  const frame = [pack.tone.greeting, pack.tone.closing].map((text) =>
    firstWords(text),
  );
  const text = answer.draft.paragraphs
    .map((paragraph) => paragraph.map((sentence) => sentence.text).join(" "))
    .filter(
      (paragraph) =>
        !frame.some((words) => words !== "" && firstWords(paragraph) === words),
    )
    .join("\n\n");
  return text === "" ? null : text;
}

/** A greeting's words before its first placeholder or comma. */
function firstWords(text: string): string {
  return (/^[^{,\n]*/.exec(text)?.[0] ?? "").trim().toLowerCase();
}

function threadOf({ subject, fields, messages }: Ticket): string {
  return [
    ...(subject === null ? [] : [`Subject: ${subject}`]),
    ...fields.map(({ label, value }) => `${label}: ${value}`),
    ...messages.map(
      ({ role, text }) =>
        `${role === "customer" ? "CUSTOMER" : "AGENT"}: ${text}`,
    ),
  ].join("\n\n");
}

function orderOf({ ticket, reply }: { ticket: string; reply: string }): string {
  return createHash("sha256").update(`${ticket}\n${reply}`).digest("hex");
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch {
    throw new SuiteError(
      `--out: ${path} cannot be written. Name a file in a folder that exists.`,
    );
  }
}

function beside(sheet: string, ending: string): string {
  return sheet.replace(/(?:\.csv)?$/, `.${ending}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
