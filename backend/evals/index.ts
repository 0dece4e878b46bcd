import { grounding } from "./grounding.ts";
import { redaction } from "./redaction.ts";
import { retrieval } from "./retrieval.ts";
import type { Suite } from "./suite.ts";

/** Every suite. A new one is a file and a line here. */
export const suites: Suite[] = [grounding, redaction, retrieval];
