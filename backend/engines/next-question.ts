import { ownWords } from "../../src/domain/mail.ts";
import { lastCustomerMessage, type Ticket } from "../../src/domain/ticket.ts";
import { contentStems } from "../retrieval/content-words.ts";
import type { DraftRequest } from "./engine.ts";
import { hasAgreed } from "./opening.ts";

const ALTERNATIVES =
  /\b(?:any|one|either|all) of (?:the following|these)(?: \w+){0,3}:/i;
const CHOICE = /\bchoose between\b[^.;]*\band\b/i;
const FOR_A_KIND = /\bif you (?:are|have) (?:an? )?\w+/i;
const REFUSES = /^(?:you|we)\b[^.;:]*\b(?:cannot|can['’]t|may not|must not)\b/i;
const WISHES =
  /\b(?:can|could|may) (?:i|we)\b|\b(?:i|we)(?:['’]d| would) like to\b|\bpossible to\b|\bhow about\b|\b(?:i|we) (?:want|need) to\b/i;

/**
 * What the reply asks back once the rule is said, so that the ticket moves on: which of the cases is
 * the customer's, what instead of what the rule refuses. null: nothing that a rule leaves open. Questions only; they claim nothing.
 */
export function nextQuestion(
  { ticket, words }: Pick<DraftRequest, "ticket" | "words">,
  said: readonly string[],
): string | null {
  const latest = lastCustomerMessage(ticket);
  if (hasAgreed({ ticket })) return null;
  const text = ownWords((latest?.text ?? "").slice(0, 2_000)).trim();
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
