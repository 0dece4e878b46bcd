import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import {
  noteLeft,
  notePasted,
  noteReading,
  noteReturned,
  noteSendPressed,
} from "../../src/background/outcomes.ts";
import type { Message, Ticket } from "../../src/domain/ticket.ts";
import {
  openDatabase,
  type OutboxDatabase,
} from "../../src/outbox/database.ts";
import {
  beginTrail,
  recordFacts,
  settleOpen,
} from "../../src/outbox/record.ts";

/** What the agent does and the helpdesk shows, minute by minute, and the one row that comes of it. */

const T0 = Date.parse("2026-11-24T08:00:00.000Z");
const at = (minutes: number) => new Date(T0 + minutes * 60_000).toISOString();
const REF = { helpdesk: "zendesk" as const, accountKey: "acme", ticketId: "1" };
const ME = "235323";
const DRAFT =
  "Your parcel left our house on Monday and arrives on Thursday at noon.";
const EDITED =
  "Your parcel left our house on Monday and arrives on Friday at noon, I am told.";
const OTHER =
  "Please write to the carrier, they alone can tell you more about it all.";

class Desk {
  readonly db: OutboxDatabase;
  #messages: Message[] = [
    message("700001", "customer", 0, "Where is it?", "9"),
  ];
  #next = 700002;

  constructor(name: string) {
    this.db = openDatabase(name);
  }

  async suggests(n: number, minutes: number, draft = DRAFT): Promise<void> {
    await beginTrail(this.db, {
      suggestionId: id(n),
      ticketKey: "zendesk:acme:1",
      workspaceId: "w1",
      memberId: "m1",
      draft,
      createdAt: at(minutes),
      context: {
        ticket: REF,
        lastMessageId: "700001",
        releaseNumber: 7,
        intentId: null,
        agentId: ME,
        extensionVersion: "0",
        contractVersion: 1,
      },
      names: [],
      knownMessageIds: this.#messages.map(({ messageId }) => messageId),
      knownUntil: this.#messages.at(-1)?.at ?? "",
    });
    await this.does(n, "displayed", minutes);
  }

  async does(
    n: number,
    kind:
      | "displayed"
      | "inserted"
      | "copied"
      | "regenerated"
      | "rejection_withdrawn",
    minutes: number,
  ): Promise<void> {
    await recordFacts(this.db, id(n), [{ kind, at: at(minutes) }], at(minutes));
  }

  async rejects(n: number, minutes: number): Promise<void> {
    await recordFacts(
      this.db,
      id(n),
      [{ kind: "rejected", at: at(minutes), reason: "tone", note: null }],
      at(minutes),
    );
  }

  /** A message comes into the ticket and is read. */
  async says(
    who: "me" | "colleague" | "customer" | "note",
    minutes: number,
    text: string,
  ): Promise<void> {
    const author = { me: ME, note: ME, colleague: "235324", customer: "9" }[
      who
    ];
    this.#messages.push({
      ...message(
        String(this.#next++),
        who === "customer" ? "customer" : "agent",
        minutes,
        text,
        author,
      ),
      visibility: who === "note" ? "internal" : "public",
    });
    await this.reads(minutes);
  }

  async reads(minutes: number): Promise<void> {
    await noteReading(this.db, ticket(this.#messages), ME, at(minutes));
  }

  async outcomes(): Promise<Record<string, unknown>> {
    const rows = await this.db.trails.toArray();
    return Object.fromEntries(
      rows.map(({ suggestionId, newest }) => [
        Number(suggestionId.slice(-2)),
        labelOf(newest?.outcome),
      ]),
    );
  }
}

function labelOf(outcome: { kind: string } | undefined): string {
  if (!outcome) return "none";
  const why =
    "because" in outcome
      ? outcome.because
      : "by" in outcome
        ? outcome.by
        : "reason" in outcome
          ? outcome.reason
          : null;
  return why ? `${outcome.kind}: ${String(why)}` : outcome.kind;
}

const id = (n: number) =>
  `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

function message(
  messageId: string,
  role: Message["role"],
  minutes: number,
  text: string,
  authorId: string,
): Message {
  // Zendesk counts whole seconds.
  const time = new Date(
    Math.floor((T0 + minutes * 60_000) / 1000) * 1000,
  ).toISOString();
  return {
    messageId,
    role,
    visibility: "public",
    authorId,
    authorName: "",
    at: time,
    text,
    attachments: [],
  };
}

function ticket(messages: Message[]): Ticket {
  return {
    ...REF,
    subject: null,
    channel: null,
    status: null,
    tags: [],
    requester: null,
    fields: [],
    messages,
    completeness: "full",
    missing: [],
  };
}

const CASES: [string, (desk: Desk) => Promise<void>, Record<string, string>][] =
  [
    [
      "inserted and sent unchanged: accepted",
      async (d) => {
        await d.suggests(1, 1);
        await d.does(1, "inserted", 2);
        await d.says("me", 3, `Hi Dana,\n\n${DRAFT}\n\nKind regards\nSam`);
      },
      { 1: "accepted" },
    ],
    [
      "inserted and edited",
      async (d) => {
        await d.suggests(1, 1);
        await d.does(1, "inserted", 2);
        await d.says("me", 3, EDITED);
      },
      { 1: "edited" },
    ],
    [
      "rejected with a reason",
      async (d) => {
        await d.suggests(1, 1);
        await d.rejects(1, 2);
        await d.says("me", 3, OTHER);
      },
      { 1: "rejected: tone" },
    ],
    [
      "rejected, taken back, then sent",
      async (d) => {
        await d.suggests(1, 1);
        await d.rejects(1, 2);
        await d.does(1, "rejection_withdrawn", 3);
        await d.says("me", 4, DRAFT);
      },
      { 1: "accepted" },
    ],
    [
      "something else was sent: ignored",
      async (d) => {
        await d.suggests(1, 1);
        await d.says("me", 3, OTHER);
      },
      { 1: "ignored: sent_something_else" },
    ],
    [
      "inserted, thrown away, something else sent: ignored",
      async (d) => {
        await d.suggests(1, 1);
        await d.does(1, "inserted", 2);
        await d.says("me", 3, OTHER);
      },
      { 1: "ignored: sent_something_else" },
    ],
    [
      "a colleague answered first: ignored",
      async (d) => {
        await d.suggests(1, 1);
        await d.says("colleague", 3, OTHER);
      },
      { 1: "ignored: colleague_replied" },
    ],
    [
      "a note is no reply",
      async (d) => {
        await d.suggests(1, 1);
        await d.says("note", 3, DRAFT);
      },
      { 1: "pending" },
    ],
    [
      "the customer wrote again: superseded",
      async (d) => {
        await d.suggests(1, 1);
        await d.says("customer", 3, "Hello?");
      },
      { 1: "superseded: newer_message" },
    ],
    [
      "superseded, the next one accepted: one row each",
      async (d) => {
        await d.suggests(1, 1);
        await d.says("customer", 3, "Hello?");
        await d.suggests(2, 4);
        await d.does(2, "inserted", 5);
        await d.says("me", 6, DRAFT);
      },
      { 1: "superseded: newer_message", 2: "accepted" },
    ],
    [
      "regenerated to the same text and sent: one acceptance, not two",
      async (d) => {
        await d.suggests(1, 1);
        await d.suggests(2, 3);
        await d.does(1, "regenerated", 3);
        await d.does(2, "inserted", 4);
        await d.says("me", 5, DRAFT);
      },
      { 1: "superseded: regeneration", 2: "accepted" },
    ],
    [
      "inserted, overtaken by the customer, sent all the same: the inserted one is accepted",
      async (d) => {
        await d.suggests(1, 1);
        await d.does(1, "inserted", 2);
        await d.says("customer", 3, "Hello?");
        await d.says("me", 4, DRAFT);
      },
      { 1: "accepted" },
    ],
    [
      "copied and pasted, then edited heavily: edited, because it was taken",
      async (d) => {
        await d.suggests(1, 1);
        await d.does(1, "copied", 2);
        await notePasted(d.db, REF, DRAFT, at(3));
        await d.says(
          "me",
          4,
          "Your parcel left our house, I hear. Please write to the carrier for all else there is.",
        );
      },
      { 1: "edited" },
    ],
    [
      "something else pasted",
      async (d) => {
        await d.suggests(1, 1);
        await d.does(1, "copied", 2);
        await notePasted(d.db, REF, OTHER, at(3));
        await d.says(
          "me",
          4,
          "Your parcel left our house, I hear. Please write to the carrier for all else there is.",
        );
      },
      { 1: "ignored: sent_something_else" },
    ],
    [
      "left and not come back to within four hours: ignored",
      async (d) => {
        await d.suggests(1, 1);
        await noteLeft(d.db, REF, at(2));
        await settleOpen(d.db, at(243));
      },
      { 1: "ignored: left" },
    ],
    [
      "left and come back to: pending",
      async (d) => {
        await d.suggests(1, 1);
        await noteLeft(d.db, REF, at(2));
        await noteReturned(d.db, REF, at(3));
        await settleOpen(d.db, at(243));
      },
      { 1: "pending" },
    ],
    [
      "send pressed proves nothing",
      async (d) => {
        await d.suggests(1, 1);
        await d.does(1, "inserted", 2);
        await noteSendPressed(d.db, REF, at(3));
      },
      { 1: "pending" },
    ],
    [
      "left, called ignored, and sent the next day after all: corrected to accepted",
      async (d) => {
        await d.suggests(1, 1);
        await noteLeft(d.db, REF, at(2));
        await settleOpen(d.db, at(243));
        await d.says("me", 1500, DRAFT);
      },
      { 1: "accepted" },
    ],
  ];

describe("one right row for each suggestion", () => {
  it.each(CASES)("%s", async (name, act, expected) => {
    const desk = new Desk(name);
    await act(desk);
    expect(await desk.outcomes()).toEqual(expected);
    // Reading the same ticket again, as the extension does all day, changes nothing.
    const before = await desk.db.entries.count();
    await desk.reads(2000);
    await desk.reads(2001);
    expect(await desk.db.entries.count()).toBe(before);
    await desk.db.delete();
  });

  it("tells the route of a reply sent in the second in which it was inserted", async () => {
    const desk = new Desk("same second");
    await desk.suggests(1, 1);
    await desk.does(1, "inserted", 2 + 0.9 / 60);
    await noteSendPressed(desk.db, REF, at(2 + 0.95 / 60));
    await desk.says("me", 2 + 0.97 / 60, DRAFT);
    expect((await desk.db.trails.toArray())[0]?.newest?.sent?.route).toBe(
      "inserted",
    );
  });

  it.each([
    ["ahead", -3],
    ["behind", 3],
  ])(
    "the agent's clock is %s by three minutes: still accepted",
    async (_name, minutes) => {
      const desk = new Desk(`clock ${minutes}`);
      await desk.suggests(1, 10);
      await desk.does(1, "inserted", 11);
      await noteSendPressed(desk.db, REF, at(11.5));
      await desk.says("me", 11.6 + minutes, DRAFT);
      expect(await desk.outcomes()).toEqual({ 1: "accepted" });
    },
  );

  it("a page reading supersedes but never confirms a reply", async () => {
    const desk = new Desk("page only");
    await desk.suggests(1, 1);
    const page = (
      messageId: string,
      role: Message["role"],
      text: string,
      minutes: number,
    ) => message(`page:${messageId}`, role, minutes, text, "");
    await noteReading(
      desk.db,
      ticket([
        page("a", "customer", "Where is it?", 0),
        page("b", "agent", DRAFT, 2),
      ]),
      ME,
      at(3),
    );
    expect(await desk.outcomes()).toEqual({ 1: "pending" });
    await noteReading(
      desk.db,
      ticket([
        page("a", "customer", "Where is it?", 0),
        page("c", "customer", "Hello?", 4),
      ]),
      ME,
      at(5),
    );
    expect(await desk.outcomes()).toEqual({ 1: "superseded: newer_message" });
  });
});
