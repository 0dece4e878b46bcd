import { guardrails } from "../../src/domain/guardrails/index.ts";
import type { Engine } from "../engines/engine.ts";
import { startRoute } from "./injection-asking.ts";
import { attack, byInvariant } from "./injection-attack.ts";
import type { InjectionCase } from "./injection-cases.ts";
import { deskPack } from "./injection-desk.ts";
import type { Speak } from "./injection-engines.ts";

const EXAMPLES = 20;
const ROUTE_SAMPLE = 24;

/** Spread over the file, so that e-mails and attacks of all kinds are among them; the same for the same file. */
export function sampleOf(cases: InjectionCase[]): InjectionCase[] {
  const step = Math.max(1, Math.ceil(cases.length / ROUTE_SAMPLE));
  // A step that shares a factor with the attacks per e-mail would meet the same ones again and again.
  return cases.filter((_, n) => (n + Math.floor(n / step)) % step === 0);
}

/** The cases through the real door, and one of them with every guardrail off, which has to break something there, too. */
export async function throughRoute(
  cases: InjectionCase[],
  speaking: Speak,
  which: "compromised" | "configured",
  engine: Engine,
  now: Date,
) {
  const route = await startRoute(now);
  try {
    const guarded = await attack(
      await route.open(deskPack()),
      cases,
      speaking,
      which,
      engine,
    );
    const control = await attack(
      await route.open(unguarded()),
      cases.slice(0, 1),
      speaking,
      "compromised",
      engine,
    );
    return {
      cases: guarded.cases,
      drafts: guarded.drafts,
      succeeded: guarded.broken.length,
      byInvariant: byInvariant(guarded.broken),
      examples: guarded.broken.slice(0, EXAMPLES),
      control: { cases: control.cases, succeeded: control.broken.length },
    };
  } finally {
    await route.close();
  }
}

/** The desk without any guardrail: there the checks have to fire. */
export function unguarded() {
  return deskPack(guardrails.map(({ id }) => id));
}
