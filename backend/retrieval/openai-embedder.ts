import OpenAI, { APIError } from "openai";
import * as z from "zod";
import type { Embedder } from "./embedder.ts";

export interface EmbeddingEndpoint {
  /** Without a slash at the end. */
  baseUrl: string;
  apiKey: string | null;
  model: string;
}

const BATCH = 64;
/** A passage has about 100 words; models take at least 512 tokens. */
const MAX_CHARACTERS = 2_000;
const TIMEOUT_MS = 60_000;
/** A ticket's question is a handful of texts, and somebody waits for it. */
const FEW = 16;
const FOR_A_TICKET = { timeout: 8_000, maxRetries: 1 };

const answer = z.object({
  data: z.array(
    z.object({
      index: z.number().int().nonnegative(),
      embedding: z.array(z.number()).min(1),
    }),
  ),
});

/**
 * Any server with OpenAI's `POST /embeddings`. It is asked once at the start how long its vectors are. Throws, with one
 * line for a person, when it cannot be reached or answers otherwise.
 */
export async function openOpenAiEmbedder(
  endpoint: EmbeddingEndpoint,
): Promise<Embedder> {
  const client = new OpenAI({
    baseURL: endpoint.baseUrl,
    // The package insists on one; a server of one's own does not read it.
    apiKey: endpoint.apiKey ?? "none",
    timeout: TIMEOUT_MS,
    maxRetries: 3,
    // At `debug`, which a variable of the environment could set, it would print tickets and policies.
    logLevel: "off",
  });
  const ask = async (texts: string[]) => {
    const vectors = await askOnce(client, endpoint, texts.map(cut));
    if (vectors.length !== texts.length)
      throw new Error(
        `${named(endpoint)} gave ${vectors.length} vectors for ${texts.length} texts.`,
      );
    return vectors;
  };
  const [first] = await ask(["How long is a vector?"]);
  const dimensions = first?.length ?? 0;
  return {
    id: `${endpoint.model}@${endpoint.baseUrl}`,
    dimensions,
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += BATCH)
        vectors.push(...(await ask(texts.slice(at, at + BATCH))));
      if (vectors.some(({ length }) => length !== dimensions))
        throw new Error(
          `${named(endpoint)} changed the length of its vectors. Restart the backend.`,
        );
      return vectors;
    },
    close: () => Promise.resolve(),
  };
}

async function askOnce(
  client: OpenAI,
  endpoint: EmbeddingEndpoint,
  input: string[],
): Promise<Float32Array[]> {
  try {
    const reading = answer.safeParse(
      await client.embeddings.create(
        {
          model: endpoint.model,
          input,
          // The package asks for base64 unless told; many servers know only numbers.
          encoding_format: "float",
        },
        input.length <= FEW ? FOR_A_TICKET : {},
      ),
    );
    if (!reading.success)
      throw new Error(`${named(endpoint)} did not answer with vectors.`);
    return reading.data.data
      .toSorted((a, b) => a.index - b.index)
      .map(({ embedding }) => normalised(embedding));
  } catch (error) {
    // Its own message may quote the texts.
    if (error instanceof APIError)
      throw new Error(
        `${named(endpoint)} ${error.status === undefined ? "cannot be reached" : `refused (${error.status})`}. Check HEED_EMBED_BASE_URL, HEED_EMBED_MODEL and HEED_EMBED_API_KEY.`,
      );
    throw error;
  }
}

function named({ baseUrl, model }: EmbeddingEndpoint): string {
  return `The embedder ${model} at ${new URL(baseUrl).host}`;
}

/** No server takes an empty text. */
function cut(text: string): string {
  return text.slice(0, MAX_CHARACTERS).trim() || ".";
}

function normalised(values: number[]): Float32Array {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
}
