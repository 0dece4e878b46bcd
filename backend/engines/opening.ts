import { ownWords } from "../../src/domain/mail.ts";
import {
  lastCustomerMessage,
  type Message,
  type Ticket,
} from "../../src/domain/ticket.ts";
import type { DraftRequest } from "./engine.ts";

const TROUBLE =
  /\b(?:broken|broke|damaged|torn|tear|leak(?:s|ed|ing)?|defective|faulty|wrong (?:item|size|colou?r|product)|lost|never arrived|delay(?:s|ed)?|frustrat\w+|disappoint\w+|unacceptable|upset|stressful|emergency|sick|unwell|hospital|passed away|funeral)\b/i;
const AGREES =
  /^(?:yes|yeah|yep|sure|ok(?:ay)?|please (?:go ahead|proceed)|go ahead|that (?:works|sounds)|sounds good|alright|perfect|great)\b/i;

const PROPOSES =
  /\b(?:would you like|do you want|shall i|should i|proceed|go ahead|please confirm|is that (?:ok|okay|all right))\b/i;

/** The customer says yes to what an agent proposed: what is left to say is what comes of it. */
export function hasAgreed({ ticket }: Pick<DraftRequest, "ticket">): boolean {
  const latest = lastCustomerMessage(ticket);
  return (
    latest !== null &&
    AGREES.test(ownWords(latest.text.slice(0, 2_000)).trim()) &&
    PROPOSES.test(agentsBefore(ticket, latest).at(-1)?.text ?? "")
  );
}

/**
 * The polite sentence that a reply begins with where the pack has no template for it. It claims nothing, and only
 * takes up what the customer has just done: agreed, given what was asked for, told of trouble, written at all.
 */
export function openingOf({
  ticket,
  words,
}: Pick<DraftRequest, "ticket" | "words">): string {
  const latest = lastCustomerMessage(ticket);
  const text = ownWords((latest?.text ?? "").slice(0, 2_000)).trim();
  const before = latest ? agentsBefore(ticket, latest) : [];
  const wasAsked = before.some((message) => message.text.includes("?"));
  if (before.length === 0 && TROUBLE.test(`${ticket.subject ?? ""}\n${words}`))
    return "I am sorry for the trouble.";
  if (hasAgreed({ ticket })) return "Thank you for letting me know.";
  if (wasAsked && !text.includes("?")) return "Thank you for the details.";
  return TROUBLE.test(text)
    ? "I am sorry for the trouble."
    : "Thank you for your message.";
}

function agentsBefore({ messages }: Ticket, latest: Message): Message[] {
  return messages
    .slice(0, messages.indexOf(latest))
    .filter(
      ({ role, visibility }) => role !== "customer" && visibility === "public",
    );
}
