/** One endpoint that speaks Chat Completions, and how long it may take. */
export interface LlmSettings {
  baseUrl: string;
  /** null: the server asks for none. */
  apiKey: string | null;
  model: string;
  /** Parameter for the limit of the answer: newer models of OpenAI know only the longer name. */
  tokenLimit: "max_tokens" | "max_completion_tokens";
  /** Sent with every request beside the standard parameters. */
  extra: Record<string, unknown>;
  /** Longest silence, before the first byte or between two parts of an answer, in ms. */
  idleMs: number;
  /** For the whole draft with everything that is tried for it, in ms. */
  deadlineMs: number;
  /** Money per million tokens, in the currency in which budgets are given. null: only tokens are counted. */
  price: { input: number; output: number } | null;
}

type Preset = Pick<LlmSettings, "tokenLimit" | "extra"> & {
  /** null: has to be given. */
  baseUrl: string | null;
  needsKey: boolean;
  /** On the same machine, where a model may take its time. */
  isLocal: boolean;
};

const plain = { tokenLimit: "max_tokens" as const, extra: {} };

/** Servers that are known. A new one is a line here; any other one works by its address. */
export const PRESETS: Record<string, Preset> = {
  openai: {
    baseUrl: "https://api.openai.com/v1",
    tokenLimit: "max_completion_tokens",
    // Nothing of a ticket is kept at the provider.
    extra: { store: false },
    needsKey: true,
    isLocal: false,
  },
  /** https://NAME.openai.azure.com/openai/v1 */
  azure: {
    baseUrl: null,
    tokenLimit: "max_completion_tokens",
    extra: {},
    needsKey: true,
    isLocal: false,
  },
  ollama: {
    ...plain,
    baseUrl: "http://127.0.0.1:11434/v1",
    needsKey: false,
    isLocal: true,
  },
  vllm: {
    ...plain,
    baseUrl: "http://127.0.0.1:8000/v1",
    needsKey: false,
    isLocal: true,
  },
  lmstudio: {
    ...plain,
    baseUrl: "http://127.0.0.1:1234/v1",
    needsKey: false,
    isLocal: true,
  },
  openrouter: {
    ...plain,
    baseUrl: "https://openrouter.ai/api/v1",
    // Else it may choose a provider that drops the form of the answer in silence.
    extra: { provider: { require_parameters: true } },
    needsKey: true,
    isLocal: false,
  },
  llamacpp: {
    ...plain,
    baseUrl: "http://127.0.0.1:8080/v1",
    needsKey: false,
    isLocal: true,
  },
};

/** Seconds; the environment may say otherwise. */
export const WAITS = {
  remote: { idle: 10, deadline: 30 },
  local: { idle: 45, deadline: 120 },
};
