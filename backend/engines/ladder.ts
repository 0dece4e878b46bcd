import type {
  EngineFallback,
  FallbackReason,
} from "../../src/domain/suggestion.ts";
import type { Budget } from "./budget.ts";
import { EngineFault } from "./chat.ts";
import type { DraftCall, DraftRequest, Drafted, Engine } from "./engine.ts";
import { extractive } from "./extractive.ts";
import type { ModelEngine } from "./model-engine.ts";

/**
 * The model's draft where there is a whole one, else the extractive engine's, which says why it stands there. An agent
 * is never left without an answer because a model was.
 */
export function createLadder(model: ModelEngine, budget: Budget): Engine {
  const { engineId, promptVersion, capabilities } = model;
  const self = { engineId, promptVersion, capabilities };
  return {
    ...self,
    async draft(request, call) {
      const spending = await budget.reserve(model.estimate(request));
      if (!spending) return fallBack(model, "over_budget", request, call);
      try {
        const draft = await model.draft(request, call, spending.add);
        return { draft, engine: self };
      } catch (error) {
        if (!(error instanceof EngineFault)) throw error;
        return fallBack(model, error.reason, request, call);
      } finally {
        await spending.settle();
      }
    },
  };
}

async function fallBack(
  { engineId, capabilities }: ModelEngine,
  reason: FallbackReason,
  request: DraftRequest,
  call: DraftCall,
): Promise<Drafted> {
  const { draft, engine } = await extractive.draft(request, call);
  const fallback: EngineFallback = {
    engineId,
    reason,
    message: `${WHY[reason]} This draft is in your sources' own words.`,
  };
  // Asked again it may answer, with all that it can; a spent budget stays spent.
  const again = reason === "over_budget" ? engine.capabilities : capabilities;
  return { draft, engine: { ...engine, capabilities: again, fallback } };
}

/** For the agent: what happened, in one sentence. */
const WHY: Record<FallbackReason, string> = {
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
