import type { FieldDefinition } from "../../src/domain/policy-pack.ts";
import type { Abstention, Source } from "../../src/domain/suggestion.ts";

const NOT_DRAFTED = "Heed has not drafted a reply.";

/** Each way of not drafting says what is missing, in the words that the panel shows. */
export function withoutRelease(): Abstention {
  return {
    missing: "knowledge",
    message:
      "This workspace has no policies yet. Ask your admin to add a pack.",
    missingFields: [],
    closest: null,
  };
}

export function withoutCustomerMessage(): Abstention {
  return {
    missing: "clear_question",
    message: "Nothing from the customer yet.",
    missingFields: [],
    closest: null,
  };
}

export function withoutLanguage(
  language: string | null,
  served: string[],
): Abstention {
  const theirs = language === null ? "another language" : nameOf(language);
  return {
    missing: "language",
    message: `The customer writes in ${theirs}. Policies are in ${served.map(nameOf).join(", ")}. ${NOT_DRAFTED}`,
    missingFields: [],
    closest: null,
  };
}

export function withoutClearQuestion(closest: Source | null): Abstention {
  return {
    missing: "clear_question",
    message: `No clear question that a policy covers. ${NOT_DRAFTED}`,
    missingFields: [],
    closest,
  };
}

/** Where the embedder does not know the customer's language, less is found; whoever reads it should know why. */
export function lookedForByWords(
  abstention: Abstention,
  languages: readonly string[],
): Abstention {
  return {
    ...abstention,
    message: `${abstention.message} ${byWordsNote(languages)}`,
  };
}

export function byWordsNote(languages: readonly string[]): string {
  return `Looked for by words alone: search by meaning knows only ${languages.map(nameOf).join(", ")}.`;
}

export function withoutKnowledge(
  topic: string | null,
  closest: Source | null,
): Abstention {
  return {
    missing: "knowledge",
    message: `No current source on ${topic ?? "this question"}. ${NOT_DRAFTED}`,
    missingFields: [],
    closest,
  };
}

export function withoutCustomerData(
  fields: FieldDefinition[],
  closest: Source | null,
): Abstention {
  return {
    missing: "customer_data",
    message: `Not in the ticket: ${fields.map(({ label }) => label).join(", ")}. ${NOT_DRAFTED}`,
    missingFields: fields.map(({ fieldId }) => fieldId),
    closest,
  };
}

function nameOf(language: string): string {
  try {
    return (
      new Intl.DisplayNames(["en"], { type: "language" }).of(language) ??
      language
    );
  } catch {
    return language;
  }
}
