import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { heed } from "../../../backend/cli/heed.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { startServe, type ServeProcess } from "../serve-process.ts";

const SAMPLE_PACK = resolve(import.meta.dirname, "../../../assets/sample-pack");
const QUESTION = "How long does delivery within Germany take?";
/** The first question opens the index that was; none may wait for the one that comes. */
const LONGEST_MS = 5_000;

/** A server with OpenAI's `/embeddings` that keeps the knowledge waiting until it is told, and answers questions at once. */
function startEmbeddings() {
  const plain = createHashingEmbedder(48);
  const waiting: (() => void)[] = [];
  const seen = { knowledge: 0, questions: 0 };
  let isHeld = true;
  const server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += String(part)));
    request.on("end", () => {
      const { input } = JSON.parse(body) as { input: string[] };
      const answer = async () => {
        const vectors = await plain.embed(input);
        response.setHeader("content-type", "application/json");
        response.end(
          JSON.stringify({
            data: vectors.map((vector, index) => ({
              index,
              embedding: [...vector],
            })),
          }),
        );
      };
      const isKnowledge = input.length > 8;
      if (isKnowledge) seen.knowledge += 1;
      else if (input.includes(QUESTION)) seen.questions += 1;
      if (isKnowledge && isHeld) waiting.push(() => void answer());
      else void answer();
    });
  });
  return {
    seen,
    server,
    letGo() {
      isHeld = false;
      for (const go of waiting.splice(0)) go();
    },
  };
}

// In the full run: two backends are started for it, and `live-releases.test.ts` holds the switch itself.
describe.runIf(process.env.HEED_FULL)(
  "heed serve started again with another embedder",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "heed-embedder-"));
    const env = { HEED_DATA_DIR: join(folder, "data"), HEED_PORT: "0" };
    const embeddings = startEmbeddings();
    let other: Record<string, string>;
    let serve: ServeProcess | null = null;
    let token = "";

    beforeAll(async () => {
      embeddings.server.listen(0, "127.0.0.1");
      await new Promise((done) => embeddings.server.once("listening", done));
      const { port } = embeddings.server.address() as AddressInfo;
      other = {
        ...env,
        HEED_EMBED_BASE_URL: `http://127.0.0.1:${port}/v1`,
        HEED_EMBED_MODEL: "other",
      };
      serve = await startServe(env);
      const pairing = await fetch(`${serve.started.address}/v1/pairings`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          code: serve.started.pairing?.code,
          deviceName: "test",
        }),
      });
      ({ token } = (await pairing.json()) as { token: string });
      const { exitCode } = await heed(["release", "create", SAMPLE_PACK], {
        environment: { ...env, HEED_EMBEDDER: "hashing" },
        workingDirectory: folder,
      });
      expect(exitCode).toBe(0);
      await serve.kill("SIGTERM");
      serve = null;
    });
    afterAll(async () => {
      await serve?.kill("SIGKILL");
      embeddings.letGo();
      embeddings.server.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const ask = async () => {
      const from = performance.now();
      const answer = await fetch(
        `${serve?.started.address}/v1/knowledge/search`,
        {
          method: "POST",
          headers: {
            authorization: `Bearer ${token}`,
            "content-type": "application/json",
          },
          body: JSON.stringify({ query: QUESTION, audience: "public" }),
        },
      );
      const { sources } = (await answer.json()) as { sources: unknown[] };
      return {
        status: answer.status,
        found: sources.length,
        ms: performance.now() - from,
      };
    };
    const isReady = () => serve?.log().includes('"release_ready"') ?? false;

    it("answers from the index that was until all is embedded anew, then from the new one; nobody waits", async () => {
      serve = await startServe(other);
      const answers = [];
      for (let n = 0; n < 5; n++) answers.push(await ask());
      // The new one has been asked for the knowledge, and for no question yet.
      await expect.poll(() => embeddings.seen.knowledge).toBeGreaterThan(0);
      expect(embeddings.seen.questions).toBe(0);
      expect(isReady()).toBe(false);

      embeddings.letGo();
      while (!isReady()) answers.push(await ask());
      answers.push(await ask());
      expect(embeddings.seen.questions).toBeGreaterThan(0);
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 200 });
        expect(answer.found).toBeGreaterThan(0);
        expect(answer.ms).toBeLessThan(LONGEST_MS);
      }
    });

    // Two more starts of a process; what is kept in the database is also held by live-releases.test.ts.
    it.runIf(process.env.HEED_FULL)(
      "has nothing left to embed at the next start",
      async () => {
        await serve?.kill("SIGTERM");
        const before = embeddings.seen.knowledge;
        serve = await startServe(other);
        expect(await ask()).toMatchObject({ status: 200 });
        await expect.poll(isReady, { timeout: 10_000 }).toBe(true);
        expect(embeddings.seen.knowledge).toBe(before);
      },
    );
  },
);
