import { addressCustomer } from "./address-customer.ts";

/**
 * A policy's sentence as one would say it to the customer: to them, in sentences of their own instead of clauses glued
 * together. What it says is the policy's.
 */
export function toCustomer(text: string): string[] {
  const parts = withOwner(inFirstPerson(addressCustomer(text)))
    .split(/;\s+(?=(?:otherwise|in (?:all )?other cases|other \p{L}+ )\b)/iu)
    .map((part, at) => (at === 0 ? part : capitalised(part)))
    .map((part) => closed(listed(part)));
  return pointFirst(parts);
}

/** "If it has left, we cannot. Otherwise, you can": most customers are the other case, so it comes first. */
function pointFirst(parts: string[]): string[] {
  const [exception, rule, ...rest] = parts;
  const isException =
    exception !== undefined && /^if\b.*\b(?:cannot|not)\b/i.test(exception);
  const said = rule?.replace(/^otherwise,? /i, "");
  return isException && said !== undefined && said !== rule && rest.length === 0
    ? [capitalised(said), exception]
    : parts;
}

/** Whoever sends the reply is "the agent". */
function inFirstPerson(text: string): string {
  return text
    .replace(
      /\bthe agent (cannot|can['’]t|is (?:not able|unable) to) (help|assist)\b/gi,
      (_, not: string, verb: string) =>
        `I ${not.replace(/^is\b/, "am")} ${verb}`,
    )
    .replace(
      /\b(?:a )?transfer is (needed|required|necessary)\b/gi,
      "you need to be transferred",
    );
}

/** Rule books leave out articles: "Otherwise, flight can be cancelled" is about the customer's own. */
function withOwner(text: string): string {
  return text.replace(
    /(^|[;.] |\b(?:otherwise|in (?:all )?other cases), )(booking|cabin|flight|order|reservation|seat|subscription|ticket)(?= (?:can|cannot|may|must|will) )/gi,
    (_, before: string, noun: string) =>
      before.endsWith(", ")
        ? `${before}your ${noun}`
        : `${before}${noun.startsWith(noun.charAt(0).toUpperCase()) ? "Your" : "your"} ${noun.toLowerCase()}`,
  );
}

/** Items that began with a capital because they stood on lines of their own. */
function listed(text: string): string {
  return text.includes(";")
    ? text.replace(
        /([:;] )(The|An?|It|You|This|There|Your)\b/g,
        (_, mark: string, word: string) => mark + word.toLowerCase(),
      )
    : text;
}

function closed(text: string): string {
  return /[.!?:)"”’]$/.test(text) ? text : `${text}.`;
}

function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
