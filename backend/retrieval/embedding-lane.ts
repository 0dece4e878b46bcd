import { Worker } from "node:worker_threads";

interface Job {
  texts: string[];
  resolve: (vectors: Float32Array[]) => void;
  reject: (error: Error) => void;
}
type Reply = { vectors: Float32Array[] } | { reason: string };

/** A worker thread with the model in it, and the jobs that wait for it. */
export interface EmbeddingLane {
  embed(texts: string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/**
 * The thread is started with the first job, and let go after `idleMs` without one: the model takes 170 MB. In the
 * background it gets a processor when nobody else in this process wants one, where the system can do that.
 * `directory`: where the model's files are; null: in the package.
 */
export function createEmbeddingLane({
  directory = null,
  idleMs = Infinity,
  inBackground = false,
}: {
  directory?: string | null;
  idleMs?: number;
  inBackground?: boolean;
} = {}): EmbeddingLane {
  const waiting: Job[] = [];
  let current: Job | null = null;
  let worker: Worker | null = null;
  let closed = false;
  let idle: NodeJS.Timeout | null = null;

  const fail = (error: Error) => {
    worker = null;
    current?.reject(error);
    current = null;
    for (const job of waiting.splice(0)) job.reject(error);
  };
  const letGo = () => {
    const resting = worker;
    worker = null;
    resting?.removeAllListeners();
    void resting?.terminate();
  };
  const settle = (reply: Reply) => {
    const job = current;
    current = null;
    if ("vectors" in reply) job?.resolve(reply.vectors);
    else job?.reject(new Error(`Embedding failed: ${reply.reason}`));
    // Idle, it must not keep a finished program alive; at work, it must.
    worker?.unref();
    if (Number.isFinite(idleMs)) idle = setTimeout(letGo, idleMs).unref();
    next();
  };
  const next = () => {
    if (current || waiting.length === 0) return;
    if (idle) clearTimeout(idle);
    worker ??= started({ directory, inBackground }, settle, fail);
    const shortest = waiting.reduce((best, job) =>
      job.texts.length < best.texts.length ? job : best,
    );
    waiting.splice(waiting.indexOf(shortest), 1);
    current = shortest;
    worker.ref();
    worker.postMessage({ job: 0, texts: shortest.texts });
  };

  return {
    embed: (texts) =>
      new Promise<Float32Array[]>((resolve, reject) => {
        if (closed) return reject(new Error("The embedder is closed."));
        waiting.push({ texts, resolve, reject });
        next();
      }),
    async close() {
      closed = true;
      if (idle) clearTimeout(idle);
      const running = worker;
      fail(new Error("The embedder is closed."));
      await running?.terminate();
    },
  };
}

function started(
  workerData: { directory: string | null; inBackground: boolean },
  settle: (reply: Reply) => void,
  fail: (error: Error) => void,
): Worker {
  // No loader flags: the worker is plain JavaScript, whatever started this process.
  const worker = new Worker(
    new URL("./embedding-worker.mjs", import.meta.url),
    { execArgv: [], workerData },
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
