import { request } from "node:http";
import { loadavg } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { redeemPairingCode } from "../../backend/auth/pairing.ts";
import { createRelease } from "../../backend/releases/create-release.ts";
import { newestNumber } from "../../backend/releases/live-releases.ts";
import { readPack } from "../../backend/packs/read-pack.ts";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import { exampleTicket } from "../backend/examples.ts";
import { startBackend } from "../e2e/backend.ts";
import { makeKnowledge } from "./synthetic-knowledge.ts";

/**
 * `heed bench reindex`: five suggestions a second while a release of ten thousand other passages is embedded, indexed
 * and swapped in, beside the same questions at rest. The backend, its embedding threads and its database are real; the
 * client shares this process's thread, so a pause of the backend is in every figure. Prints JSON.
 */
const ROOT = join(import.meta.dirname, "../..");
const EVERY_MS = 200;
const DAY_MS = 24 * 60 * 60 * 1000;

const { values: wish } = parseArgs({
  options: {
    passages: { type: "string", default: "10000" },
    embedder: { type: "string", default: "hashing" },
    seconds: { type: "string", default: "30" },
  },
});
const size = Number(wish.passages);
const reading = readPack(join(ROOT, "assets/sample-pack"));
if (!reading.ok) throw new Error(JSON.stringify(reading.errors));

const loadBefore = loadavg()[0];
const backend = await startBackend(packOf(reading.pack, 1), {
  HEED_EMBEDDER: wish.embedder,
});
try {
  const pairing = await redeemPairingCode(
    backend.database,
    await backend.pairingCode(),
    "bench",
    new Date(),
    DAY_MS,
  );
  const ask = () => suggestion(backend.address, pairing?.token ?? "");
  for (let n = 0; n < 10; n++) await ask();
  const atRest = await during(ask, pause(Number(wish.seconds) * 1000));

  const from = performance.now();
  await createRelease(
    backend.database,
    backend.workspaceId,
    packOf(reading.pack, 2),
    "bench",
    { by: "Sam", now: new Date() },
  );
  const number = await newestNumber(backend.database, backend.workspaceId);
  let tookMs = 0;
  // Seen in the answers to the same questions: asking beside them would be more than five a second.
  const reindexing = await new Promise<Asked[]>((resolve, reject) => {
    let swapped = () => {};
    const askAndLook = async () => {
      const answer = await ask();
      if (answer.release === number) {
        if (tookMs === 0) tookMs = performance.now() - from;
        swapped();
      }
      return answer;
    };
    during(askAndLook, new Promise<void>((done) => (swapped = done))).then(
      resolve,
      reject,
    );
  });
  console.log(
    JSON.stringify({
      suite: "reindex",
      passages: size,
      embedder: wish.embedder,
      reindexS: Math.round(tookMs / 100) / 10,
      atRest: figures(atRest),
      reindexing: figures(reindexing),
      p95Times:
        Math.round(
          (100 * figures(reindexing).p95) / Math.max(1, figures(atRest).p95),
        ) / 100,
      load: { before: loadBefore, after: loadavg()[0] },
    }),
  );
} finally {
  await backend.close();
}

interface Asked {
  ms: number;
  /** The last event was a suggestion. */
  isAnswered: boolean;
  release: number | null;
}

/** Asked on the beat, whether or not the one before has come back. */
async function during(
  ask: () => Promise<Asked>,
  until: Promise<void>,
): Promise<Asked[]> {
  let isOver = false;
  const over = until.finally(() => (isOver = true));
  const asked: Promise<Asked>[] = [];
  for (let beat = performance.now(); !isOver; beat += EVERY_MS) {
    await pause(Math.max(0, beat - performance.now()));
    asked.push(ask());
  }
  await over;
  return Promise.all(asked);
}

function suggestion(address: string, token: string): Promise<Asked> {
  const ticket = exampleTicket({ requester: null });
  ticket.messages[0]!.text = "How long does delivery within Germany take?";
  const from = performance.now();
  return new Promise((resolve) => {
    const done = (text: string) =>
      resolve({
        ms: performance.now() - from,
        isAnswered: text.includes("event: suggestion\n"),
        release: Number(/"releaseNumber":(\d+)/.exec(text)?.[1] ?? NaN),
      });
    const posted = request(
      new URL("/v1/suggestions", address),
      {
        method: "POST",
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
        },
      },
      (response) => {
        let text = "";
        response.on("data", (part) => (text += String(part)));
        response.on("end", () => done(text));
        response.on("error", () => done(""));
      },
    );
    posted.on("error", () => done(""));
    posted.end(
      JSON.stringify({
        suggestionId: randomUUID(),
        ticket,
        agentName: null,
        instruction: null,
        intentId: null,
      }),
    );
  });
}

/** The sample pack with so many made articles beside its own; another seed shares none of them. */
function packOf(pack: PolicyPack, seed: number): PolicyPack {
  const model = pack.knowledge[0]!;
  const { passages } = makeKnowledge(size, 0, seed);
  return {
    ...pack,
    knowledge: [
      ...pack.knowledge,
      ...passages.map(({ title, text }, at) => ({
        ...model,
        documentId: `made-${seed}-${at}`,
        title,
        body: text,
        product: null,
        sourceUrl: null,
      })),
    ],
  };
}

function figures(asked: Asked[]) {
  const ms = asked.map((one) => one.ms).sort((a, b) => a - b);
  const place = (share: number) =>
    Math.round(ms[Math.floor(ms.length * share)] ?? NaN);
  return {
    n: asked.length,
    failed: asked.filter(({ isAnswered }) => !isAnswered).length,
    p50: place(0.5),
    p95: place(0.95),
    longest: Math.round(ms.at(-1) ?? NaN),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
