import { describe, expect, it } from "vitest";
import { PRESETS } from "../../../backend/engines/llm-settings.ts";
import { readLlmSettings } from "../../../backend/engines/read-llm-settings.ts";

const read = (env: Record<string, string>) =>
  readLlmSettings(
    Object.fromEntries(
      Object.entries(env).map(([name, value]) => [`HEED_LLM_${name}`, value]),
    ),
  );
const settings = (env: Record<string, string>) => {
  const reading = read({ MODEL: "m", API_KEY: "k", ...env });
  if (!reading.ok) throw new Error(reading.message);
  return reading.settings;
};

describe("the language model in the environment", () => {
  it("is none when nothing is set, or all of it is empty", () => {
    expect(read({})).toEqual({ ok: true, settings: null });
    expect(read({ BASE_URL: "", MODEL: " " })).toEqual({
      ok: true,
      settings: null,
    });
  });

  it.each(Object.keys(PRESETS).filter((name) => name !== "azure"))(
    "%s needs no address",
    (name) => {
      expect(settings({ PRESET: name })?.baseUrl).toBe(PRESETS[name]?.baseUrl);
    },
  );

  it("knows a server by its address, and what it wants", () => {
    expect(settings({ BASE_URL: "https://api.openai.com/v1/" })).toMatchObject({
      baseUrl: "https://api.openai.com/v1",
      tokenLimit: "max_completion_tokens",
      extra: { store: false },
      idleMs: 10_000,
      deadlineMs: 30_000,
      price: null,
    });
    expect(
      settings({ BASE_URL: "https://openrouter.ai/api/v1" })?.extra,
    ).toEqual({ provider: { require_parameters: true } });
    expect(
      settings({ BASE_URL: "https://acme.openai.azure.com/openai/v1" })
        ?.tokenLimit,
    ).toBe("max_completion_tokens");
  });

  it("waits longer for a model on this machine, and as long as one says", () => {
    expect(settings({ BASE_URL: "http://localhost:9/v1" })).toMatchObject({
      idleMs: 45_000,
      deadlineMs: 120_000,
    });
    expect(
      settings({ PRESET: "ollama", IDLE_S: "5", DEADLINE_S: "7.5" }),
    ).toMatchObject({ idleMs: 5000, deadlineMs: 7500 });
  });

  it("counts money where prices are given", () => {
    expect(settings({ PRESET: "openai", PRICE_INPUT: "0.15" })?.price).toEqual({
      input: 0.15,
      output: 0,
    });
  });

  it.each([
    [{ MODEL: "m" }, /needs HEED_LLM_BASE_URL or HEED_LLM_PRESET/],
    [{ PRESET: "gpt" }, /must be one of openai, azure, ollama/],
    [{ PRESET: "azure", MODEL: "m" }, /needs HEED_LLM_BASE_URL beside it/],
    [{ PRESET: "ollama" }, /HEED_LLM_MODEL is not set/],
    [{ PRESET: "openai", MODEL: "m" }, /HEED_LLM_API_KEY is not set/],
    [{ BASE_URL: "ftp://x", MODEL: "m" }, /no http or https address/],
    [{ BASE_URL: "x y", MODEL: "m" }, /no http or https address/],
    [{ BASE_URL: "http://10.0.0.5/v1", MODEL: "m" }, /in the clear/],
    [{ BASE_URL: "https://u:p@x.example", MODEL: "m" }, /holds a password/],
    [
      { PRESET: "ollama", MODEL: "m", DEADLINE_S: "soon" },
      /^HEED_LLM_DEADLINE_S must be seconds/,
    ],
  ])("%j is refused in one line", (env, message) => {
    const reading = read(env);
    expect(reading.ok ? "" : reading.message).toMatch(message);
    expect(reading.ok ? "" : reading.message).not.toContain("\n");
  });

  it("goes over plain http only where that was said to be fine", () => {
    expect(
      settings({ BASE_URL: "http://gpu:8000/v1", ALLOW_HTTP: "1" })?.baseUrl,
    ).toBe("http://gpu:8000/v1");
  });
});
