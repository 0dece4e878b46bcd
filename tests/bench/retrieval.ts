import { spawnSync } from "node:child_process";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ENGINES, type Ask } from "./retrieval-engines.ts";
import { makeKnowledge } from "./synthetic-knowledge.ts";

/**
 * `heed bench retrieval`: Heed's search beside what one would take instead, the same made passages and questions for
 * all. Each engine and size has a process of its own, so that memory is its own. Milliseconds per question, with the
 * question's vector at hand. Prints JSON.
 */
const QUESTIONS = 200;
const WARM_UP = 20;
const WARM_UP_FOR_MS = 5_000;
/** A slow engine is asked fewer: `n` says how many. */
const ASK_FOR_MS = 30_000;
const RECALLED = 50;

const { values: wish } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000,10000,100000" },
    engines: { type: "string", default: Object.keys(ENGINES).join(",") },
    alone: { type: "boolean", default: false },
  },
});
const sizes = wish.sizes.split(",").map(Number);
const engines = wish.engines.split(",");
const strange = engines.filter((name) => !(name in ENGINES));
if (
  strange.length > 0 ||
  !sizes.every((size) => Number.isInteger(size) && size >= 100)
) {
  console.error(
    `--sizes are whole numbers from 100, --engines some of ${Object.keys(ENGINES).join(", ")}.`,
  );
  process.exit(1);
}
if (wish.alone)
  console.log(JSON.stringify(await measure(engines[0]!, sizes[0]!)));
else compare();

function compare() {
  const loadBefore = loadavg()[0];
  const results = sizes.map((size) => {
    const rows = engines.map((name) => ofProcess(name, size));
    const miniSearch = rows.find(({ engine }) => engine === "minisearch");
    return {
      passages: size,
      engines: rows.map((row) => ({
        ...row,
        // On a loaded machine the processor's time is the fairer of the two.
        timesAsFastAsMiniSearch: miniSearch && {
          p50: round(miniSearch.ms.p50 / row.ms.p50),
          p95: round(miniSearch.ms.p95 / row.ms.p95),
          cpu: round(miniSearch.ms.cpu / row.ms.cpu),
        },
      })),
    };
  });
  console.log(
    JSON.stringify({
      suite: "retrieval",
      results,
      load: { before: loadBefore, after: loadavg()[0] },
    }),
  );
}

type Figures = Awaited<ReturnType<typeof measure>>;

function ofProcess(engine: string, size: number): Figures {
  console.error(`${engine}, ${size} passages…`);
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      "--expose-gc",
      "--max-old-space-size=6144",
      ...["--import", "tsx", fileURLToPath(import.meta.url), "--alone"],
      ...["--engines", engine, "--sizes", String(size)],
    ],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status !== 0) throw new Error(`${engine} at ${size} ended (${status}).`);
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as Figures;
}

async function measure(name: string, size: number) {
  const knowledge = makeKnowledge(size, QUESTIONS + WARM_UP);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const cpuBefore = process.cpuUsage();
  const from = performance.now();
  const { ask, exact } = await ENGINES[name]!(knowledge);
  const buildMs = performance.now() - from;
  const build = process.cpuUsage(cpuBefore);
  globalThis.gc?.();
  const memory = process.memoryUsage().rss - before;

  const questions = knowledge.questions.slice(WARM_UP);
  const warmUntil = performance.now() + WARM_UP_FOR_MS;
  for (const question of knowledge.questions.slice(0, WARM_UP)) {
    await ask(question);
    if (performance.now() > warmUntil) break;
  }
  const took: number[] = [];
  let found = 0;
  const cpuFrom = process.cpuUsage();
  const until = performance.now() + ASK_FOR_MS;
  for (const question of questions) {
    const at = performance.now();
    const answer = await ask(question);
    took.push(performance.now() - at);
    if (answer.includes(question.from)) found += 1;
    if (performance.now() > until) break;
  }
  const cpu = process.cpuUsage(cpuFrom);
  const sorted = took.toSorted((a, b) => a - b);
  const n = sorted.length;
  return {
    engine: name,
    n,
    ms: {
      p50: round(sorted[Math.floor(n / 2)]!),
      p95: round(sorted[Math.floor(n * 0.95)]!),
      cpu: round((cpu.user + cpu.system) / 1000 / n),
    },
    /** The passage that the question was made from is among the ten. */
    found: round(found / n),
    recallAgainstExact: exact
      ? await recall(questions.slice(0, RECALLED), ask, exact)
      : null,
    build: {
      s: round(buildMs / 1000),
      cpuS: round((build.user + build.system) / 1e6),
      mb: Math.round(memory / 2 ** 20),
    },
    load: round(loadavg()[0]!),
  };
}

async function recall(
  questions: Parameters<Ask>[0][],
  ask: Ask,
  exact: Ask,
): Promise<number> {
  let met = 0;
  let of = 0;
  for (const question of questions) {
    const answer = new Set(await ask(question));
    const right = await exact(question);
    met += right.filter((at) => answer.has(at)).length;
    of += right.length;
  }
  return round(met / of);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
