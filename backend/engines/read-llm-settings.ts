import * as z from "zod";
import { PRESETS, WAITS, type LlmSettings } from "./llm-settings.ts";

type Env = Record<string, string | undefined>;
type Reading =
  | { ok: true; settings: LlmSettings | null }
  /** One line for the person at the command line. */
  | { ok: false; message: string };

const positive = (max: number, what: string) =>
  z.preprocess(
    (value) => (value === undefined || value === "" ? null : Number(value)),
    z.number(what).positive(what).max(max, what).nullable(),
  );
const numbers = z.object({
  HEED_LLM_IDLE_S: positive(600, "must be seconds, from 1 to 600"),
  HEED_LLM_DEADLINE_S: positive(600, "must be seconds, from 1 to 600"),
  HEED_LLM_PRICE_INPUT: positive(10_000, "must be money per million tokens"),
  HEED_LLM_PRICE_OUTPUT: positive(10_000, "must be money per million tokens"),
});

/** `settings` null: no language model is set up, and the extractive engine drafts. */
export function readLlmSettings(env: Env): Reading {
  const said = (name: string) => env[`HEED_LLM_${name}`]?.trim() || null;
  const presetName = said("PRESET");
  const model = said("MODEL");
  if (presetName === null && said("BASE_URL") === null)
    return model === null
      ? { ok: true, settings: null }
      : no(
          "HEED_LLM_MODEL needs HEED_LLM_BASE_URL or HEED_LLM_PRESET beside it.",
        );
  const names = Object.keys(PRESETS);
  if (presetName !== null && !names.includes(presetName))
    return no(`HEED_LLM_PRESET must be one of ${names.join(", ")}.`);

  const address =
    said("BASE_URL") ?? PRESETS[presetName ?? ""]?.baseUrl ?? null;
  if (address === null)
    return no(
      `HEED_LLM_PRESET ${presetName} needs HEED_LLM_BASE_URL beside it, such as https://NAME.openai.azure.com/openai/v1.`,
    );
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return no(`HEED_LLM_BASE_URL ${address} is no http or https address.`);
  if (url.username !== "" || url.password !== "")
    return no(
      "HEED_LLM_BASE_URL holds a password. Use HEED_LLM_API_KEY for the key.",
    );
  const isHere = isOnThisMachine(url);
  if (url.protocol === "http:" && !isHere && said("ALLOW_HTTP") !== "1")
    return no(
      `HEED_LLM_BASE_URL ${address} is on another machine, so tickets would travel in the clear. Use https, or set HEED_LLM_ALLOW_HTTP=1 where that network is yours.`,
    );
  if (model === null)
    return no(
      "HEED_LLM_MODEL is not set. Name the model; npx heed llm check lists those there are.",
    );

  const preset = PRESETS[presetName ?? presetOf(url) ?? ""];
  const apiKey = said("API_KEY");
  if (preset?.needsKey && apiKey === null)
    return no(`HEED_LLM_API_KEY is not set; ${url.host} asks for one.`);
  const reading = numbers.safeParse(env);
  if (!reading.success) {
    const [issue] = reading.error.issues;
    return no(`${issue?.path.join(".")} ${issue?.message}.`);
  }
  const it = reading.data;
  const waits = WAITS[preset?.isLocal || isHere ? "local" : "remote"];
  return {
    ok: true,
    settings: {
      baseUrl: address.replace(/\/+$/, ""),
      apiKey,
      model,
      tokenLimit: preset?.tokenLimit ?? "max_tokens",
      extra: preset?.extra ?? {},
      idleMs: (it.HEED_LLM_IDLE_S ?? waits.idle) * 1000,
      deadlineMs: (it.HEED_LLM_DEADLINE_S ?? waits.deadline) * 1000,
      price:
        it.HEED_LLM_PRICE_INPUT === null && it.HEED_LLM_PRICE_OUTPUT === null
          ? null
          : {
              input: it.HEED_LLM_PRICE_INPUT ?? 0,
              output: it.HEED_LLM_PRICE_OUTPUT ?? 0,
            },
    },
  };
}

/** A known server by its address, when no preset is named. */
function presetOf({ hostname, port }: URL): string | null {
  if (hostname === "api.openai.com") return "openai";
  if (hostname.endsWith(".openai.azure.com")) return "azure";
  if (hostname === "openrouter.ai") return "openrouter";
  if (port === "11434") return "ollama";
  return port === "1234" ? "lmstudio" : null;
}

/** By name and number only, like HEED_HOST. */
function isOnThisMachine({ hostname }: URL): boolean {
  return (
    hostname === "localhost" ||
    hostname === "[::1]" ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}

function no(message: string): Reading {
  return { ok: false, message };
}
