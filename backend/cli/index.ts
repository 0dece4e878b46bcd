import { evalCommands } from "./eval.ts";
import { adapters } from "./adapters.ts";
import { bench } from "./bench.ts";
import type { Command } from "./command.ts";
import { flags, flagsClose } from "./flags.ts";
import { llmBudget } from "./llm-budget.ts";
import { llmCheck } from "./llm-check.ts";
import { intercomCommands } from "./intercom.ts";
import { knowledgeHealth } from "./knowledge-health.ts";
import { knowledgeAccept } from "./knowledge-accept.ts";
import { knowledgePropose } from "./knowledge-propose.ts";
import { importCommands } from "./knowledge-import.ts";
import { knowledgeLabel } from "./knowledge-label.ts";
import { knowledgeSources } from "./knowledge-sources.ts";
import { members } from "./members.ts";
import { packLint } from "./pack-lint.ts";
import { pair } from "./pair.ts";
import { releaseCreate } from "./release-create.ts";
import { releaseLog } from "./release-log.ts";
import { releaseRollback } from "./release-rollback.ts";
import { revoke } from "./revoke.ts";

/** Every command but `serve`, which runs them for others (heed.ts). A new one is a file and a line here. */
export const commands: Command[] = [
  pair,
  members,
  revoke,
  packLint,
  releaseCreate,
  releaseRollback,
  releaseLog,
  ...importCommands,
  knowledgeSources,
  knowledgeLabel,
  knowledgeHealth,
  knowledgePropose,
  knowledgeAccept,
  ...evalCommands,
  flags,
  flagsClose,
  adapters,
  bench,
  llmCheck,
  llmBudget,
  ...intercomCommands,
];
