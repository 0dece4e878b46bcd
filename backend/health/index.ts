import type { HealthCheck } from "./check.ts";
import { citedThenCorrected } from "./cited-then-corrected.ts";
import { contradictory } from "./contradictory.ts";
import { duplicate } from "./duplicate.ts";
import { expired } from "./expired.ts";
import { expiresTomorrow } from "./expires-tomorrow.ts";
import { flagged } from "./flagged.ts";
import { intentsWithoutSource } from "./intents-without-source.ts";
import { neverCited } from "./never-cited.ts";
import { noDate } from "./no-date.ts";
import { noOwner } from "./no-owner.ts";
import { pastReview } from "./past-review.ts";

/** Every check, the most urgent first. A new one is a file and a line here. */
export const healthChecks: HealthCheck[] = [
  expiresTomorrow,
  expired,
  pastReview,
  flagged,
  citedThenCorrected,
  contradictory,
  intentsWithoutSource,
  duplicate,
  noOwner,
  noDate,
  neverCited,
];
