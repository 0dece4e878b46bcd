import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { openOpenAiEmbedder } from "../../../backend/retrieval/openai-embedder.ts";

interface Asked {
  model: string;
  input: string[];
  encoding_format: string;
}

let server: Server | null = null;
afterEach(() => server?.close());

/** A server that answers with what `answer` makes of the request, or refuses with its number. */
async function serve(answer: (asked: Asked) => object | number) {
  const seen: { asked: Asked; key: string | undefined }[] = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += String(part)));
    request.on("end", () => {
      const asked = JSON.parse(body) as Asked;
      seen.push({ asked, key: request.headers.authorization });
      const told = answer(asked);
      response.writeHead(typeof told === "number" ? told : 200, {
        "content-type": "application/json",
      });
      response.end(JSON.stringify(typeof told === "number" ? {} : told));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, seen };
}

/** Backwards, as a server may. */
const vectors = ({ input }: Asked) => ({
  data: input
    .map((text, index) => ({ index, embedding: [text.length, 0, 1] }))
    .toReversed(),
});

describe("an OpenAI-compatible embedder", () => {
  it("gives vectors of length one in the order of the texts, a few dozen at a time, as plain numbers", async () => {
    const { baseUrl, seen } = await serve(vectors);
    const embedder = await openOpenAiEmbedder({
      baseUrl,
      apiKey: "secret",
      model: "m",
    });
    expect(embedder.dimensions).toBe(3);
    expect(embedder.id).toBe(`m@${baseUrl}`);
    const texts = Array.from({ length: 130 }, (_, at) => "x".repeat(at));
    const embedded = await embedder.embed(texts);
    expect(embedded).toHaveLength(130);
    embedded.forEach((vector, at) => {
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      // The server takes no empty text, so that one went as a full stop.
      expect(vector[0]! / vector[2]!).toBeCloseTo(Math.max(1, at), 2);
    });
    expect(seen.map(({ asked }) => asked.input.length)).toEqual([1, 64, 64, 2]);
    expect(seen[0]).toMatchObject({
      key: "Bearer secret",
      asked: { model: "m", encoding_format: "float" },
    });
  });

  it.each<[string, (asked: Asked) => object | number, RegExp]>([
    ["a refused key", () => 401, /refused \(401\)\. Check HEED_EMBED/],
    ["another kind of answer", () => ({ choices: [] }), /did not answer with/],
    ["no vector", () => ({ data: [] }), /gave 0 vectors for 1 texts/],
  ])("says what is wrong: %s", async (_, answer, message) => {
    const { baseUrl } = await serve(answer);
    await expect(
      openOpenAiEmbedder({ baseUrl, apiKey: null, model: "m" }),
    ).rejects.toThrow(message);
  });
});
