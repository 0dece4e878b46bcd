import { knownNames, nameTest } from "../../src/domain/person-names.ts";
import {
  holdsAddress,
  knownAddressParts,
} from "../../src/domain/postal-address.ts";
import { createRedactor, type Redactor } from "../../src/domain/redaction.ts";
import type { Draft, ExtractedField } from "../../src/domain/suggestion.ts";
import type { Ticket, TicketField } from "../../src/domain/ticket.ts";

/** What an engine, a record or a log may see of one message, and of the whole thread. */
const MESSAGE_CHARACTERS = 20_000;
const THREAD_CHARACTERS = 400_000;

/**
 * One redactor per ticket. Names have no shape, and an address only as a block: what the ticket's own fields tell is
 * known, and so is what the pack's fields (`extracted`) read out of it.
 */
export function redactorFor(
  ticket: Ticket,
  agentName: string | null,
  extracted: readonly ExtractedField[] = [],
): Redactor {
  const names = knownNames(ticket, agentName);
  return createRedactor(
    names,
    knownAddressParts(ticket, extracted.flatMap(withValue), nameTest(names)),
  );
}

function withValue(field: ExtractedField): TicketField[] {
  const { value } = field;
  return value === null ? [] : [{ ...field, value }];
}

/** Newest messages are kept whole before older ones; what is cut is said in `missing`. */
export function cutTicket(ticket: Ticket): Ticket {
  let left = THREAD_CHARACTERS;
  let isCut = false;
  const messages = ticket.messages
    .toReversed()
    .map((message) => {
      const text = message.text.slice(0, Math.min(MESSAGE_CHARACTERS, left));
      left -= text.length;
      if (text.length < message.text.length) isCut = true;
      return { ...message, text };
    })
    .toReversed();
  return {
    ...ticket,
    subject: ticket.subject?.slice(0, 1000) ?? null,
    messages,
    missing: isCut
      ? [...ticket.missing, "the end of very long messages"]
      : ticket.missing,
  };
}

export function redactTicket(ticket: Ticket, redactor: Redactor): Ticket {
  const { redact } = redactor;
  const { requester } = ticket;
  return {
    ...ticket,
    subject: ticket.subject === null ? null : redact(ticket.subject),
    requester: requester && {
      ...requester,
      name: redact(requester.name),
      email: requester.email === null ? null : redact(requester.email),
    },
    fields: ticket.fields.map((field) => ({
      ...field,
      value: redactValue(
        { ...field, value: field.value.slice(0, MESSAGE_CHARACTERS) },
        redactor,
      ),
    })),
    messages: ticket.messages.map((message) => ({
      ...message,
      authorName: redact(message.authorName),
      text: redact(message.text),
      attachments: message.attachments.map((attachment) => ({
        ...attachment,
        name: redact(attachment.name.slice(0, 500)),
      })),
    })),
  };
}

/** A house number or a town is an address where its field says so. */
export function redactValue(
  field: TicketField,
  { redact, hideAddress }: Redactor,
): string {
  return holdsAddress(field) ? hideAddress(field.value) : redact(field.value);
}

/** A telephone number in one spelling is as personal as in the customer's: where the value goes, it goes. */
export function redactField(
  field: ExtractedField,
  redactor: Redactor,
): ExtractedField {
  const { value: plain, quote } = field;
  const hide = (one: string) => redactValue({ ...field, value: one }, redactor);
  const value = plain === null ? null : hide(plain);
  return {
    ...field,
    value,
    normalised: value === plain ? field.normalised : null,
    quote:
      quote === null || plain === null || plain === ""
        ? quote
        : quote.split(plain).map(redactor.redact).join(hide(plain)),
    candidates: field.candidates.map(hide),
  };
}

export function restoreDraft(draft: Draft, { restore }: Redactor): Draft {
  return {
    ...draft,
    paragraphs: draft.paragraphs.map((paragraph) =>
      paragraph.map((sentence) => ({
        ...sentence,
        text: restore(sentence.text),
        findings: sentence.findings.map((finding) => ({
          ...finding,
          message: restore(finding.message),
          quote: restore(finding.quote),
        })),
      })),
    ),
  };
}
