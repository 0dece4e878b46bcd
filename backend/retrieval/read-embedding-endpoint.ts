import type { EmbeddingEndpoint } from "./openai-embedder.ts";

type Env = Record<string, string | undefined>;

/** HEED_EMBED_*; `endpoint` null: none is named. `message`: one line for the person at the command line. */
export function readEmbeddingEndpoint(
  env: Env,
  isLoopback: (host: string) => boolean,
):
  | { ok: true; endpoint: EmbeddingEndpoint | null }
  | { ok: false; message: string } {
  const said = (name: string) => env[`HEED_EMBED_${name}`]?.trim() || null;
  const address = said("BASE_URL");
  const model = said("MODEL");
  if (address === null && model === null) return { ok: true, endpoint: null };
  if (address === null || model === null)
    return no(
      "HEED_EMBED_BASE_URL and HEED_EMBED_MODEL belong together: set both or neither.",
    );
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return no(`HEED_EMBED_BASE_URL ${address} is no http or https address.`);
  if (url.username !== "" || url.password !== "")
    return no(
      "HEED_EMBED_BASE_URL holds a password. Use HEED_EMBED_API_KEY for the key.",
    );
  const isHere = isLoopback(url.hostname.replace(/^\[(.*)\]$/, "$1"));
  if (url.protocol === "http:" && !isHere && said("ALLOW_HTTP") !== "1")
    return no(
      `HEED_EMBED_BASE_URL ${address} is on another machine, so tickets would travel in the clear. Use https, or set HEED_EMBED_ALLOW_HTTP=1 where that network is yours.`,
    );
  return {
    ok: true,
    endpoint: {
      baseUrl: address.replace(/\/+$/, ""),
      apiKey: said("API_KEY"),
      model,
    },
  };
}

function no(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
