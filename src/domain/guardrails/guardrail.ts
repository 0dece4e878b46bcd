import type { GuardrailSettings, ToneLimits } from "../policy-pack.ts";
import type { Destination, Finding, Sentence, Source } from "../suggestion.ts";

/** What a guardrail may need. Each declares which, so that those that have it run again in the extension. */
export interface GuardrailContext {
  /** The sentence under test and the sources it names. */
  sentence: Sentence;
  cited: Source[];
  /** An internal source is for a brief, never for a customer. */
  destination: Destination;
  /** Text of the ticket's public messages, subject and fields. */
  ticketText: string;
  /** Text of the approved template the sentence came from, with its placeholders filled, or null. */
  templateText: string | null;
  settings: GuardrailSettings;
  bannedPhrases: string[];
  toneLimits: ToneLimits;
  /** BCP 47, or null when it could not be told. */
  customerLanguage: string | null;
  now: string;
}

export interface Guardrail {
  /** The file's name. */
  id: string;
  /** One sentence: why a reader should care. */
  because: string;
  needs: (keyof GuardrailContext)[];
  check: (context: GuardrailContext) => Omit<Finding, "guardrail">[];
}
