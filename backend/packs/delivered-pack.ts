import type {
  DeliveredPack,
  GuardOfPack,
} from "../../src/domain/delivered-pack.ts";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import { hashOf } from "./pack-hash.ts";

/** The part of a release that the browser needs. No release: nothing is moved and nothing switched off. */
export function deliveredPackOf(
  release: { number: number; pack: PolicyPack } | null,
): DeliveredPack {
  const { selectors, flags } = release?.pack ?? {
    selectors: {},
    flags: { disabledAdapters: [], disabledFeatures: [] },
  };
  const content = {
    releaseNumber: release?.number ?? null,
    selectors,
    flags: {
      disabledAdapters: flags.disabledAdapters,
      disabledFeatures: flags.disabledFeatures,
    },
    timeZone: release?.pack.timeZone ?? null,
    guard: release && guardOf(release.pack),
  };
  return { version: hashOf(content), ...content };
}

function guardOf({ guardrails, tone }: PolicyPack): GuardOfPack {
  return {
    settings: {
      disabled: guardrails.disabled,
      commitments: guardrails.commitments,
    },
    bannedPhrases: tone.bannedPhrases,
    toneLimits: tone.limits ?? {},
  };
}
