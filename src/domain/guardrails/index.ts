import type { Finding } from "../suggestion.ts";
import { addedClaims } from "./added-claims.ts";
import { asksForSecrets } from "./asks-for-secrets.ts";
import { bannedPhrases } from "./banned-phrases.ts";
import { commitments } from "./commitments.ts";
import { disguisedWords } from "./disguised-words.ts";
import type { Guardrail, GuardrailContext } from "./guardrail.ts";
import { idsInSources } from "./ids-in-sources.ts";
import { matchesSource } from "./matches-source.ts";
import { namesInSources } from "./names-in-sources.ts";
import { numbersInSources } from "./numbers-in-sources.ts";
import { otherCustomersData } from "./other-customers-data.ts";
import { personalClaims } from "./personal-claims.ts";
import { polarity } from "./polarity.ts";
import { sourceInForce } from "./source-in-force.ts";
import { tone } from "./tone.ts";
import { urlsInSources } from "./urls-in-sources.ts";
import { wrongLanguage } from "./wrong-language.ts";

/** Every guardrail. A pack switches one off by its id. */
export const guardrails: Guardrail[] = [
  numbersInSources,
  urlsInSources,
  idsInSources,
  namesInSources,
  matchesSource,
  addedClaims,
  personalClaims,
  polarity,
  commitments,
  asksForSecrets,
  disguisedWords,
  bannedPhrases,
  sourceInForce,
  otherCustomersData,
  wrongLanguage,
  tone,
];

const FROM_NOWHERE = new Set(
  [numbersInSources, urlsInSources, idsInSources].map(({ id }) => id),
);

/** What all guardrails of the pack say about one sentence. The same quote is not complained about twice. */
export function checkSentence(context: GuardrailContext): Finding[] {
  const findings = guardrails
    .filter(({ id }) => !context.settings.disabled.includes(id))
    .flatMap(({ id, check }) =>
      check(context).map((finding) => ({ guardrail: id, ...finding })),
    );
  const personal = findings.filter(
    ({ guardrail }) => guardrail === otherCustomersData.id,
  );
  return findings.filter(
    (finding, at) =>
      findings.findIndex(
        ({ message, quote }) =>
          quote === finding.quote && message === finding.message,
      ) === at &&
      // A phone number is one complaint, not also three numbers.
      !(
        FROM_NOWHERE.has(finding.guardrail) &&
        personal.some(({ quote }) =>
          quote.toLowerCase().includes(finding.quote.toLowerCase()),
        )
      ),
  );
}
