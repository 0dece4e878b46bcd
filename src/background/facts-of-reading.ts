import { PAGE_MESSAGE } from "../adapters/page-message.ts";
import type { Message, Ticket } from "../domain/ticket.ts";
import { withFact, type Fact, type Trail } from "../domain/trail.ts";
import type { TrailRow } from "../outbox/database.ts";

/** The helpdesk's clock and ours may differ by this much and a press of send still belongs to its reply. */
const SAME_SENDING_MS = 2 * 60 * 1000;

/**
 * What a reading of the ticket says about its suggestions: the customer wrote again, somebody replied. New is what
 * the suggestion did not know, by message id: two clocks are at work here, and Zendesk's counts whole seconds.
 */
export function factsOfReading(
  rows: TrailRow[],
  ticket: Ticket,
  myId: string | null,
): Map<string, Fact[]> {
  const customerFacts = new Map(
    rows.map((row) => [row.suggestionId, customerFactsOf(row, ticket)]),
  );
  const trails = new Map(
    rows.map((row) => [
      row.suggestionId,
      (customerFacts.get(row.suggestionId) ?? []).reduce(withFact, row.trail),
    ]),
  );
  return new Map(
    rows.map((row) => [
      row.suggestionId,
      [
        ...(customerFacts.get(row.suggestionId) ?? []),
        ...repliesOf(row, ticket, myId).filter((reply) =>
          mayComeFrom(row.suggestionId, reply, trails),
        ),
      ],
    ]),
  );
}

type Replied = Extract<Fact, { kind: "replied" }>;

function customerFactsOf(row: TrailRow, ticket: Ticket): Fact[] {
  return newMessages(row, ticket)
    .filter(
      ({ message }) =>
        message.role === "customer" && message.visibility === "public",
    )
    .map(({ message, at }) => ({
      kind: "customer_wrote" as const,
      at,
      messageId: message.messageId,
    }));
}

/** Only the API confirms a reply: what was read from the page may be shown but not sent. */
function repliesOf(
  row: TrailRow,
  ticket: Ticket,
  myId: string | null,
): Replied[] {
  const known = new Set(row.trail.replies.map(({ messageId }) => messageId));
  return newMessages(row, ticket)
    .filter(
      ({ message }) =>
        message.role === "agent" &&
        message.visibility === "public" &&
        !message.messageId.startsWith(PAGE_MESSAGE) &&
        !known.has(message.messageId),
    )
    .map(({ message, at }) => {
      const by = message.authorId === myId ? "me" : "colleague";
      return {
        kind: "replied",
        at: by === "me" ? afterTaking(row.trail, at) : at,
        messageId: message.messageId,
        text: message.text,
        by,
      };
    });
}

/**
 * One reply answers for one draft. A superseded one gets it only while its text is the last that was taken in hand:
 * else regenerating the same text twice would count two acceptances of one reply.
 */
function mayComeFrom(
  suggestionId: string,
  reply: Replied,
  trails: Map<string, Trail>,
): boolean {
  const trail = trails.get(suggestionId);
  if (!trail || !isSupersededBefore(trail, reply.at)) return true;
  const takenAt = takenAtOf(trail);
  return (
    takenAt !== null &&
    [...trails.values()].every(
      (other) => other === trail || (takenAtOf(other) ?? "") < takenAt,
    )
  );
}

function isSupersededBefore(trail: Trail, at: string): boolean {
  return [trail.newerMessageAt, trail.regeneratedAt].some(
    (time) => time !== null && time < at,
  );
}

function takenAtOf(trail: Trail): string | null {
  const times = [trail.insertedAt, trail.pastedAt, trail.copiedAt].filter(
    (time) => time !== null,
  );
  return times.toSorted().at(-1) ?? null;
}

/** What came after the suggestion was made, in order, with times that keep that order on our clock. */
function newMessages(
  row: TrailRow,
  ticket: Ticket,
): { message: Message; at: string }[] {
  const known = new Set(row.knownMessageIds);
  const isFromPage = (messageId: string) => messageId.startsWith(PAGE_MESSAGE);
  const knewPage = row.knownMessageIds.some(isFromPage);
  const createdAt = Date.parse(row.trail.createdAt);
  return ticket.messages
    .filter(({ messageId, at }) =>
      isFromPage(messageId) === knewPage
        ? !known.has(messageId)
        : // Read the other way now (page instead of API): ids cannot be compared, so time must do.
          at > row.knownUntil,
    )
    .map((message, index) => ({
      message,
      at: new Date(
        Math.max(Date.parse(message.at), createdAt + index + 1),
      ).toISOString(),
    }));
}

/**
 * A reply sent from here within the second in which its text was inserted carries a time before the insert. The press
 * of send, on our own clock, tells the true order.
 */
function afterTaking(trail: Trail, at: string): string {
  const takenAt = trail.insertedAt ?? trail.pastedAt ?? trail.copiedAt;
  const { sendPressedAt } = trail;
  const isThisSending =
    takenAt !== null &&
    sendPressedAt !== null &&
    sendPressedAt >= takenAt &&
    Math.abs(Date.parse(sendPressedAt) - Date.parse(at)) < SAME_SENDING_MS;
  return isThisSending && at < takenAt ? takenAt : at;
}
