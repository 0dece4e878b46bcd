import { knownNames } from "../../src/domain/person-names.ts";
import { createRedactor, type Redactor } from "../../src/domain/redaction.ts";
import type { Draft, ExtractedField } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";

/** What an engine, a record or a log may see of one message, and of the whole thread. */
const MESSAGE_CHARACTERS = 20_000;
const THREAD_CHARACTERS = 400_000;

/** One redactor per ticket. Names have no shape: only those that the ticket's own fields tell are found. */
export function redactorFor(
  ticket: Ticket,
  agentName: string | null,
): Redactor {
  return createRedactor(knownNames(ticket, agentName));
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

export function redactTicket(ticket: Ticket, { redact }: Redactor): Ticket {
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
      value: redact(field.value.slice(0, MESSAGE_CHARACTERS)),
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

/** A telephone number in one spelling is as personal as in the customer's: where the value goes, it goes. */
export function redactField(
  field: ExtractedField,
  { redact }: Redactor,
): ExtractedField {
  const value = field.value === null ? null : redact(field.value);
  return {
    ...field,
    value,
    normalised: value === field.value ? field.normalised : null,
    quote: field.quote === null ? null : redact(field.quote),
    candidates: field.candidates.map(redact),
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
