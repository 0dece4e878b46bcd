import { deleteCurrentToken } from "./delete-current-token.ts";
import { getCurrentPack } from "./get-current-pack.ts";
import { getFunnel } from "./get-funnel.ts";
import { getHealthz } from "./get-healthz.ts";
import { getIntercomConversation } from "./get-intercom-conversation.ts";
import { getIntents } from "./get-intents.ts";
import { getKnowledgeHealth } from "./get-knowledge-health.ts";
import { getMe } from "./get-me.ts";
import { getMyRecord } from "./get-my-record.ts";
import { getOpenapi } from "./get-openapi.ts";
import { getSourceFlags } from "./get-source-flags.ts";
import { postAdapterCounts } from "./post-adapter-counts.ts";
import { postExtractions } from "./post-extractions.ts";
import { postKnowledgeSearch } from "./post-knowledge-search.ts";
import { postPairings } from "./post-pairings.ts";
import { postRewrites } from "./post-rewrites.ts";
import { postSignals } from "./post-signals.ts";
import { postSimilarTickets } from "./post-similar-tickets.ts";
import { postSuggestions } from "./post-suggestions.ts";
import { postSummaries } from "./post-summaries.ts";
import type { Route } from "./route.ts";

/** Every endpoint. A new one is a file and a line here. */
export const routes: Route[] = [
  postPairings,
  getMe,
  getMyRecord,
  deleteCurrentToken,
  postSuggestions,
  postRewrites,
  postSummaries,
  postExtractions,
  postSimilarTickets,
  postSignals,
  postAdapterCounts,
  postKnowledgeSearch,
  getKnowledgeHealth,
  getIntents,
  getSourceFlags,
  getCurrentPack,
  getFunnel,
  getIntercomConversation,
  getHealthz,
  getOpenapi,
];
