import { FORMATS } from "../engines/chat.ts";
import type { LlmSettings } from "../engines/llm-settings.ts";
import { probeModel, type ModelProbe } from "../engines/probe-model.ts";
import { readLlmSettings } from "../engines/read-llm-settings.ts";
import type { FallbackReason } from "../../src/domain/suggestion.ts";
import { CommandError, type Command } from "./command.ts";

/** `heed llm check`: what the language model of the environment can do, in plain words. Sends no ticket. */
export const llmCheck: Command = {
  name: "llm check",
  usage: "",
  summary:
    "ask the language model of HEED_LLM_* a question, and say what it can do",
  options: {},
  words: 0,
  work: {
    needs: "nothing",
    async run({ environment }) {
      const reading = readLlmSettings(environment);
      if (!reading.ok) throw new CommandError(reading.message);
      const { settings } = reading;
      if (!settings)
        return {
          exitCode: 0,
          json: { engine: "extractive" },
          lines: [
            "No language model is set up: drafts are extractive, in the words of your sources.",
            "Set HEED_LLM_PRESET or HEED_LLM_BASE_URL, HEED_LLM_MODEL and, where one is asked for, HEED_LLM_API_KEY.",
          ],
        };
      // Here, so that the other commands do not wait for the package.
      const { createOpenAiChat, listModels } =
        await import("../engines/openai.ts");
      const models = await listModels(settings);
      const probe = await probeModel(
        createOpenAiChat(settings),
        settings.deadlineMs,
      );
      const works = FORMATS.some((format) => probe.formats[format] === null);
      return {
        exitCode: works ? 0 : 1,
        json: {
          ok: works,
          baseUrl: settings.baseUrl,
          model: settings.model,
          models,
          ...probe,
        },
        lines: [
          `${settings.model} at ${settings.baseUrl}`,
          ...(works ? abilities(probe) : troubles(settings, probe, models)),
        ],
      };
    },
  },
};

function abilities(probe: ModelProbe): string[] {
  const best = FORMATS.find((format) => probe.formats[format] === null);
  const forms = {
    json_schema: "The server holds it to our form (json_schema).",
    json_object:
      "It answers in JSON, but the server does not hold it to our form (json_schema): the prompt asks for it, and what differs is repaired once.",
    prompt:
      "The server knows no form of answer: the prompt alone asks for it, and what differs is repaired once.",
  };
  return [
    "  It answers, in sentences that name their passages.",
    `  ${forms[best ?? "prompt"]}`,
    probe.isStreaming
      ? `  It streams: first words after ${probe.firstPartMs} ms, all after ${probe.wholeMs} ms.`
      : `  It does not stream: everything comes at once, after ${probe.wholeMs} ms.`,
    probe.isCounting
      ? "  It counts tokens, so budgets are exact."
      : "  It does not count tokens: budgets go by an estimate, a token per three characters.",
  ];
}

function troubles(
  { baseUrl, model }: LlmSettings,
  { formats }: ModelProbe,
  models: string[] | null,
): string[] {
  const what: Partial<Record<FallbackReason, string>> = {
    unreachable: `Nothing answers at ${baseUrl}. Is the server running, and is the address right (it usually ends in /v1)?`,
    key_refused: "It does not accept HEED_LLM_API_KEY.",
    unknown_model: `It does not know the model ${model}, or has no Chat Completions at ${baseUrl}/chat/completions.`,
    busy: "It is busy, or this key's quota is spent. Try again later.",
    slow: "It did not answer in time. A larger HEED_LLM_DEADLINE_S waits longer; a smaller model is faster.",
    failed: "It answers with an error of its own. Look into its log.",
    unreadable:
      "It answers, but not in a form that can be read, not even when the prompt alone asks for it. Another model may do better.",
    not_understood: "It refuses the request. Look into its log.",
    cut: "Its answer ends in the middle. Look into its log, or at what stands between.",
    too_long: "It does not come to an end. Another model may do better.",
    declined: "It declines a harmless question. Look at its filters.",
  };
  const reason = formats.prompt ?? "unreadable";
  return [
    `  ${what[reason] ?? `It does not work (${reason}).`}`,
    ...(models && !models.includes(model)
      ? [`  It has: ${models.slice(0, 20).join(", ") || "no models"}.`]
      : []),
    "  Until it works, drafts are extractive, in the words of your sources.",
  ];
}
