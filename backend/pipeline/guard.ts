import { checkSentence } from "../../src/domain/guardrails/index.ts";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import type { Draft, Sentence, Source } from "../../src/domain/suggestion.ts";
import { justifyingText, type Ticket } from "../../src/domain/ticket.ts";
import { fillLoosely } from "../engines/fill-template.ts";

export interface GuardFacts {
  pack: PolicyPack;
  ticket: Ticket;
  sources: Source[];
  /** Placeholder values, as the engine had them. */
  values: Map<string, string>;
  /** The customer's; null when it could not be told. */
  language: string | null;
  now: Date;
}

/** Every sentence of every engine passes here. What a guardrail objects to is flagged and says why. */
export function guard(draft: Draft, facts: GuardFacts): Draft {
  const text = ticketText(facts.ticket);
  return {
    destination: draft.destination,
    paragraphs: draft.paragraphs.map((paragraph) =>
      paragraph.map((sentence) =>
        guardSentence(sentence, draft.destination, facts, text),
      ),
    ),
  };
}

/** One rule for the backend's guard and for the extension's re-check. */
export const ticketText = justifyingText;

function guardSentence(
  sentence: Sentence,
  destination: Draft["destination"],
  { pack, sources, values, language, now }: GuardFacts,
  text: string,
): Sentence {
  // A handoff note repeats the ticket to colleagues: it neither answers nor promises.
  if (destination === "internal" && sentence.status === "courtesy")
    return sentence;
  const template = pack.templates.find(
    ({ templateId }) => templateId === sentence.templateId,
  );
  const findings = checkSentence({
    sentence,
    cited: sources.filter(({ sourceId }) =>
      sentence.sourceIds.includes(sourceId),
    ),
    destination,
    ticketText: text,
    templateText: template ? fillLoosely(template.text, values) : null,
    settings: pack.guardrails,
    bannedPhrases: pack.tone.bannedPhrases,
    toneLimits: pack.tone.limits ?? {},
    customerLanguage: language,
    now: now.toISOString(),
  });
  return findings.length === 0
    ? sentence
    : { ...sentence, status: "flagged", findings };
}
