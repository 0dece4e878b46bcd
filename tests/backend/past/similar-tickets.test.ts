import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  keepPastTickets,
  type PastOf,
} from "../../../backend/past/past-tickets.ts";
import { createSimilarTickets } from "../../../backend/past/similar-tickets.ts";
import { createRelease } from "../../../backend/releases/create-release.ts";
import { emptyPack } from "../../../backend/releases/pack-of-release.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";
import { exampleTicket, NOW } from "../examples.ts";
import { bearer, startApp, type RunningApp } from "../routes/running-app.ts";
import { PAST } from "../retrieval/solved-tickets.ts";

const ACME: PastOf = { helpdesk: "zendesk", accountKey: "acme" };
const SOLVED_AT = "2026-11-05T10:00:00.000Z";

let running: RunningApp;
const embedder = createHashingEmbedder();
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const keep = (
  workspaceId: string,
  of: PastOf,
  past: [string, string | null, string][],
) =>
  keepPastTickets(
    running.database,
    workspaceId,
    of,
    past.map(([ticketId, subject, question]) => ({
      ticketId,
      solvedAt: SOLVED_AT,
      subject,
      question,
    })),
    NOW,
  );

function asking(
  subject: string | null,
  text: string,
  changes: Partial<Ticket> = {},
): Ticket {
  const ticket = exampleTicket({ subject, ...changes });
  return {
    ...ticket,
    messages: ticket.messages.map((message) => ({ ...message, text })),
  };
}

describe("solved tickets like an open one", () => {
  it("are never the open ticket itself, nor another account's", async () => {
    const { workspaceId } = await running.workspace();
    const [, subject, question] = PAST[0]!;
    await keep(workspaceId, ACME, [["4711", subject, question], PAST[1]!]);
    await keep(workspaceId, { ...ACME, accountKey: "other" }, [
      ["7", subject, question],
    ]);
    await keep(workspaceId, { ...ACME, helpdesk: "intercom" }, [
      ["8", subject, question],
    ]);
    const similar = createSimilarTickets(running.database);
    const find = async (changes: Partial<Ticket>) =>
      (
        await similar.find(
          workspaceId,
          embedder,
          asking(subject, question, changes),
        )
      ).map(({ ticketId }) => ticketId);
    expect(await find({ ticketId: "4711" })).not.toContain("4711");
    expect(await find({ ticketId: "1" })).toContain("4711");
    expect(await find({ ticketId: "1", accountKey: "other" })).toEqual(["7"]);
    expect(await find({ ticketId: "1", accountKey: "third" })).toEqual([]);
  });

  it("are found as soon as they are kept, and as they were kept last", async () => {
    const { workspaceId } = await running.workspace();
    const similar = createSimilarTickets(running.database);
    const find = () =>
      similar.find(
        workspaceId,
        embedder,
        asking(null, "The lantern flickers in the cold"),
      );
    expect(await find()).toEqual([]);
    await keep(workspaceId, ACME, [["1", null, "My lantern flickers"]]);
    expect(await find()).toEqual([{ ticketId: "1", solvedAt: SOLVED_AT }]);
    await keepPastTickets(
      running.database,
      workspaceId,
      ACME,
      [{ ticketId: "1", solvedAt: null, subject: null, question: "Invoice?" }],
      new Date(NOW.getTime() + 1),
    );
    expect(await find()).toEqual([]);
  });
});

describe("POST /v1/tickets/similar", () => {
  const ask = async (token: string, ticket: Ticket) => {
    const answer = await running.app.inject({
      method: "POST",
      url: "/v1/tickets/similar",
      headers: bearer(token),
      payload: { ticket },
    });
    return { status: answer.statusCode, body: answer.body, ...answer.json() };
  };
  const release = (workspaceId: string) =>
    createRelease(running.database, workspaceId, emptyPack("Acme"), "", {
      by: "Sam",
      now: NOW,
    });
  const open = asking("Flickering", "The lantern flickers in the cold");
  const past: typeof PAST = [
    ["1", "Lantern flickers in the cold", "The lantern flickers, secret-word"],
  ];

  it("gives an agent ids and dates, and nothing that stands in a ticket", async () => {
    const workspace = await running.workspace();
    const token = await workspace.token("agent");
    await keep(workspace.workspaceId, ACME, past);
    expect(await ask(token, open)).toMatchObject({ status: 200, tickets: [] });
    await release(workspace.workspaceId);
    const { body, ...answer } = await ask(token, open);
    expect(answer).toEqual({
      status: 200,
      tickets: [
        {
          helpdesk: "zendesk",
          accountKey: "acme",
          ticketId: "1",
          solvedAt: SOLVED_AT,
        },
      ],
    });
    expect(body).not.toMatch(/antern|secret-word/);
    // Whoever asks as an agent of another account finds nothing of this one.
    expect(await ask(token, { ...open, accountKey: "other" })).toMatchObject({
      tickets: [],
    });
  });

  it("gives another workspace nothing", async () => {
    const own = await running.workspace();
    await keep(own.workspaceId, ACME, past);
    const other = await running.workspace();
    await release(other.workspaceId);
    expect(await ask(await other.token("admin"), open)).toMatchObject({
      status: 200,
      tickets: [],
    });
    expect((await ask("nonsense", open)).status).toBe(401);
  });
});
