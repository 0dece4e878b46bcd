import { asof } from "./asof.ts";
import { drafts } from "./drafts.ts";
import { fields } from "./fields.ts";
import { grounding } from "./grounding.ts";
import { injection } from "./injection.ts";
import { redaction } from "./redaction.ts";
import { retrieval } from "./retrieval.ts";
import { similar } from "./similar.ts";
import type { Suite } from "./suite.ts";
import { summary } from "./summary.ts";

/** Every suite. A new one is a file and a line here. */
export const suites: Suite[] = [
  asof,
  drafts,
  fields,
  grounding,
  injection,
  redaction,
  retrieval,
  similar,
  summary,
];
