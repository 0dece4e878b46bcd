import { ownWords } from "../../src/domain/mail.ts";
import { lastCustomerMessage, type Ticket } from "../../src/domain/ticket.ts";
import { contentStems } from "../retrieval/content-words.ts";
import type { DraftRequest } from "./engine.ts";
import { hasAgreed } from "./opening.ts";

/** A change is announced and not named. */
const SOME_CHANGE =
  /\b(?:make|making|need|have) (?:a |an |some |a few |several |any |the )?(?:\w+ )?(?:changes?|modifications?|adjustments?)\b|\b(?:change|modify|adjust) (?:my|our|this|the|a|an) (?:\w+ ){0,3}(?:reservation|booking|order|trip|subscription|flight)s?\b/i;
/** What a change can be of: then it is named. */
const NAMED =
  /\b(?:to (?:business|economy|first)|upgrade|downgrade|cabin|class|date|day|time|earlier|later|passengers?|bags?|baggage|luggage|insurance|address|size|colou?r|quantity|remove|add|cancel(?:l?ing|lation)?|refund|swap|exchange|name|payment|earliest|nonstop|direct|instead|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2})\b/i;
const ALTERNATIVES =
  /\b(?:any|one|either|all) of (?:the following|these)(?: \w+){0,3}:/i;
const CHOICE = /\bchoose between\b[^.;]*\band\b/i;
const FOR_A_KIND = /\bif you (?:are|have) (?:an? )?\w+/i;
const REFUSES = /^(?:you|we)\b[^.;:]*\b(?:cannot|can['’]t|may not|must not)\b/i;
const WISHES =
  /\b(?:can|could|may) (?:i|we)\b|\b(?:i|we)(?:['’]d| would) like to\b|\bpossible to\b|\bhow about\b|\b(?:i|we) (?:want|need) to\b/i;

/**
 * What the reply asks back once the rule is said, so that the ticket moves on: what is to change, which of the cases is
 * the customer's, what instead of what the rule refuses. null: nothing that a rule leaves open. Questions only; they claim nothing.
 */
export function nextQuestion(
  { ticket, words }: Pick<DraftRequest, "ticket" | "words">,
  said: readonly string[],
): string | null {
  const latest = lastCustomerMessage(ticket);
  if (hasAgreed({ ticket })) return null;
  const text = ownWords((latest?.text ?? "").slice(0, 2_000)).trim();
  if (isUnnamedChange({ words }))
    return "Could you please tell me what you would like to change?";
  const cases = said.filter(
    (sentence) => ALTERNATIVES.test(sentence) || FOR_A_KIND.test(sentence),
  );
  if (cases.length > 1 || cases.some((one) => ALTERNATIVES.test(one)))
    return wasSaid(cases, ticket)
      ? null
      : "Could you please tell me which of these applies to you?";
  if (said.some((sentence) => CHOICE.test(sentence)))
    return "Could you please tell me which of these you would like?";
  const asksForAnswer =
    /\b(?:what|when|where|why|which|how (?:long|much|many))\b[^.]*\?/i;
  if (!WISHES.test(words) || asksForAnswer.test(text)) return null;
  return REFUSES.test(said[0] ?? "")
    ? "Could you please tell me how you would like to continue?"
    : null;
}

/** An agent has spoken of most of it before. */
const SAID_BEFORE = 0.4;

function wasSaid(cases: string[], { messages }: Ticket): boolean {
  const before = new Set(
    messages
      .filter(
        ({ role, visibility }) =>
          role !== "customer" && visibility === "public",
      )
      .flatMap(({ text }) => contentStems(text)),
  );
  const stems = [...new Set(cases.flatMap(contentStems))];
  return (
    stems.filter((stem) => before.has(stem)).length >=
    SAID_BEFORE * stems.length
  );
}

/** An announced change that nobody has named yet: all that can be said is one rule, and the question what it is. */
export function isUnnamedChange({
  words,
}: Pick<DraftRequest, "words">): boolean {
  return SOME_CHANGE.test(words) && !NAMED.test(words);
}
