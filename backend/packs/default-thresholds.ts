import type { Thresholds } from "../../src/domain/policy-pack.ts";

/** What a pack without thresholds of its own starts with. The sample pack says the same, and a test keeps it so. */
export const DEFAULT_THRESHOLDS: Thresholds = {
  intent: 0.25,
  passage: 0.5,
  oneKeyInsert: 0.6,
  handoff: {
    confidenceBelow: 0.35,
    sentimentBelow: -0.6,
    repeatedQuestion: 2,
    afterBot: true,
  },
};
