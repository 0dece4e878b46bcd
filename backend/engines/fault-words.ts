import type { FallbackReason } from "../../src/domain/suggestion.ts";

/** For the agent: what happened, in one sentence. */
export const FAULT_WORDS: Record<FallbackReason, string> = {
  busy: "The language model is busy.",
  cut: "The language model stopped in the middle.",
  declined: "The language model declined to answer.",
  failed: "The language model failed.",
  key_refused:
    "The language model did not accept this backend's key; tell your admin.",
  no_answer: "The language model found no answer in the sources.",
  not_understood: "The language model did not accept the request.",
  over_budget: "This month's budget for the language model is spent.",
  placeholders: "The language model mangled a placeholder for personal data.",
  slow: "The language model did not answer in time.",
  too_long: "The language model did not come to an end.",
  unknown_model:
    "The language model is not known at its address; tell your admin.",
  unreachable: "The language model cannot be reached.",
  unreadable: "The language model gave an answer that could not be read.",
};
