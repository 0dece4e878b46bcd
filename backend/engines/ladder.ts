import type {
  EngineFallback,
  FallbackReason,
} from "../../src/domain/suggestion.ts";
import type { Budget } from "./budget.ts";
import { EngineFault } from "./chat.ts";
import type { DraftCall, DraftRequest, Drafted, Engine } from "./engine.ts";
import { extractive } from "./extractive.ts";
import { FAULT_WORDS } from "./fault-words.ts";
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
    message: `${FAULT_WORDS[reason]} This draft is in your sources' own words.`,
  };
  // Asked again it may answer, with all that it can; a spent budget stays spent.
  const again = reason === "over_budget" ? engine.capabilities : capabilities;
  return { draft, engine: { ...engine, capabilities: again, fallback } };
}
