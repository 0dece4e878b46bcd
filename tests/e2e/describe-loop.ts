import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepPastTickets } from "../../backend/past/past-tickets.ts";
import { readPack } from "../../backend/packs/read-pack.ts";
import type { Signal } from "../../src/domain/signal.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import type { Helpdesk } from "../../src/domain/ticket.ts";
import { readTickets } from "../sandbox/tickets.ts";
import {
  askWorker,
  insertReply,
  keptSuggestion,
  reject,
  waitForAnswer,
} from "./panel-page.ts";
import type { Desk, Wanted } from "./desk.ts";

const ASSETS = join(import.meta.dirname, "../../assets");
const OWN_REPLY =
  "We have asked the courier about this and will write again tomorrow morning.";

/** The main job with every part real: built extension, browser, helpdesk's editor, backend, database. */
export function describeLoop(
  helpdesk: Helpdesk,
  browser: string,
  start: (wanted: Wanted) => Promise<Desk>,
): void {
  describe(`the loop in ${helpdesk}, in ${browser}`, () =>
    loop(helpdesk, browser, start));
}

function loop(
  helpdesk: Helpdesk,
  browser: string,
  start: (wanted: Wanted) => Promise<Desk>,
): void {
  let stack: Desk;
  /** Low-risk tickets that the sample pack answers; each test takes one of its own. */
  const drafted: number[] = [];

  beforeAll(async () => {
    const reading = readPack(join(ASSETS, "sample-pack"));
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    const tickets = readTickets(join(ASSETS, "sample-tickets/tickets.jsonl"));
    stack = await start({ helpdesk, tickets, pack: reading.pack });
    for (const { id } of tickets) {
      if (drafted.length === 8) break;
      await stack.at.hands.showTicket(stack.helpdesk, id);
      if ((await waitForAnswer(stack.panel, id)) === "draft") drafted.push(id);
    }
  });
  afterAll(() => stack?.close());

  const keyOf = (id: number) => `${helpdesk}:${stack.at.accountKey}:${id}`;

  async function open(): Promise<{ id: number; suggestionId: string }> {
    const id = drafted.shift();
    if (id === undefined) throw new Error("no drafted ticket is left");
    await stack.at.hands.showTicket(stack.helpdesk, id);
    await waitForAnswer(stack.panel, id);
    const kept = await keptSuggestion(stack.panel, keyOf(id));
    if (!kept) throw new Error(`no suggestion is kept for ticket ${id}`);
    return { id, suggestionId: kept.suggestionId };
  }

  /** The one current row, once it is settled; and the log's newest signal says the same. */
  async function settled(suggestionId: string): Promise<Outcome> {
    await expect
      .poll(
        async () => {
          await askWorker(stack.panel, { type: "outbox.flush" });
          return (await stack.backend.outcomeOf(suggestionId))?.outcome;
        },
        { timeout: 20_000, interval: 200 },
      )
      .not.toBe("pending");
    const log = (await stack.backend.signalLog())
      .filter((row) => row.suggestionId === suggestionId)
      .map((row) => row.body as Signal);
    expect(log.map(({ revision }) => revision)).toEqual(
      log.map((_signal, index) => index + 1),
    );
    expect(
      log.filter(({ outcome }) => outcome.kind !== "pending"),
    ).toHaveLength(1);
    return (log.at(-1) as Signal).outcome;
  }

  it("accept: inserted, sent as it was", async () => {
    const { id, suggestionId } = await open();
    await insertReply(stack.panel);
    expect(await stack.at.hands.composerText(stack.helpdesk, id)).toContain(
      "Kind regards",
    );
    await stack.at.hands.submit(stack.helpdesk, id);
    expect(await settled(suggestionId)).toEqual({
      kind: "accepted",
      retained: 1,
      agentShare: 0,
    });
  });

  it("edit: inserted, a sentence added, sent", async () => {
    const { id, suggestionId } = await open();
    await insertReply(stack.panel);
    await stack.at.hands.typeAfterFirstParagraph(
      stack.helpdesk,
      id,
      " I have added a note about this to your order.",
    );
    await stack.at.hands.submit(stack.helpdesk, id);
    const outcome = await settled(suggestionId);
    expect(outcome).toMatchObject({ kind: "edited", retained: 1 });
    expect(outcome.kind === "edited" && outcome.agentShare).toBeGreaterThan(0);
  });

  it("reject: said so with a reason, and another reply sent", async () => {
    const { id, suggestionId } = await open();
    await reject(stack.panel, "Fact is wrong");
    await stack.at.hands.typeInComposer(stack.helpdesk, id, OWN_REPLY);
    await stack.at.hands.submit(stack.helpdesk, id);
    expect(await settled(suggestionId)).toEqual({
      kind: "rejected",
      reason: "wrong_fact",
      note: null,
    });
  });

  it("ignore: another reply sent without a word", async () => {
    const { id, suggestionId } = await open();
    await stack.at.hands.typeInComposer(stack.helpdesk, id, OWN_REPLY);
    await stack.at.hands.submit(stack.helpdesk, id);
    expect(await settled(suggestionId)).toEqual({
      kind: "ignored",
      because: "sent_something_else",
    });
  });

  it("supersede: the customer wrote again before anything was sent", async () => {
    const { id, suggestionId } = await open();
    stack.at.customerWrites(id, "One more thing: is it too late?");
    await stack.panel.getByText("wrote again at").waitFor();
    expect(await settled(suggestionId)).toEqual({
      kind: "superseded",
      by: "newer_message",
    });
  });

  it("typed the same words: accepted, though nothing was clicked", async () => {
    const { id, suggestionId } = await open();
    const kept = await keptSuggestion(stack.panel, keyOf(id));
    if (kept?.answer.kind !== "draft") throw new Error("no draft");
    await stack.at.hands.typeInComposer(
      stack.helpdesk,
      id,
      kept.answer.draft.paragraphs
        .map((paragraph) => paragraph.map(({ text }) => text).join(" "))
        .join("\n\n"),
    );
    await stack.at.hands.submit(stack.helpdesk, id);
    expect(await settled(suggestionId)).toMatchObject({ kind: "accepted" });
  });

  it("one undo brings back what the agent had typed", async () => {
    const { id } = await open();
    const own = "Dear Sir, this is mine.";
    await stack.at.hands.typeInComposer(stack.helpdesk, id, own);
    // ProseMirror takes what comes within half a second for one thing to undo.
    await stack.helpdesk.waitForTimeout(600);
    await stack.panel.getByRole("button", { name: "Insert reply" }).click();
    await stack.panel.getByText("Replace your text").click();
    await stack.panel.getByText("Inserted. You send it.").waitFor();
    expect(await stack.at.hands.composerText(stack.helpdesk, id)).not.toContain(
      own,
    );
    await stack.at.hands.focusComposer(stack.helpdesk, id);
    await stack.helpdesk.keyboard.press("Control+Z");
    expect((await stack.at.hands.composerText(stack.helpdesk, id)).trim()).toBe(
      own,
    );
  });

  it.runIf(helpdesk === "zendesk" && browser === "Chromium")(
    "similar: of two solved tickets like the open one, the one that the agent may read is shown, and opens",
    async () => {
      const { at, backend, panel } = stack;
      if (at.helpdesk !== "zendesk") throw new Error("not Zendesk");
      // The last ones: no test has opened them.
      const [readable, forbidden, open] = readTickets(
        join(ASSETS, "sample-tickets/tickets.jsonl"),
      ).slice(-3);
      if (!readable || !forbidden || !open) throw new Error("no tickets");
      const question = open.messages[0]?.text ?? "";
      await keepPastTickets(
        backend.database,
        backend.workspaceId,
        { helpdesk, accountKey: at.accountKey },
        [readable, forbidden, open].map(({ id }) => ({
          ticketId: String(id),
          solvedAt: "2026-11-05T10:00:00.000Z",
          subject: open.subject,
          question,
        })),
        new Date(),
      );
      const { state, levers } = at.sandbox;
      for (const { id } of [readable, forbidden]) {
        const ticket = state.ticket(id);
        if (ticket) ticket.status = "solved";
      }
      levers.failApi({ kind: "forbidden" }, `/tickets/${forbidden.id}.json`);
      await at.hands.showTicket(stack.helpdesk, open.id);
      await waitForAnswer(panel, open.id);
      const row = panel.getByRole("region", { name: "Similar tickets" });
      await row.getByText("1 solved").waitFor();
      await row.getByRole("button").click();
      const links = row.getByRole("link");
      expect(await links.allInnerTexts()).toEqual([readable.subject]);
      const url = at.ticketUrl(readable.id);
      expect(await links.first().getAttribute("href")).toBe(url);
      const opening = panel.context().waitForEvent("page");
      await links.first().click();
      const opened = await opening;
      await opened.waitForURL(url);
      await opened.close();
      levers.failApi(null);
    },
  );

  it("counts: the inserts arrive, in names of our own and numbers alone", async () => {
    // As if the hour had passed since the last batch.
    await stack.panel.evaluate(() =>
      chrome.storage.local.remove("adapter-counts.tried-at"),
    );
    await askWorker(stack.panel, { type: "outbox.flush" });
    const inserted = async () =>
      (await stack.backend.adapterCounts())
        .filter(({ kind, name }) => kind === "insert" && name === "inserted")
        .reduce((sum, { n }) => sum + n, 0);
    await expect.poll(inserted, { timeout: 5000 }).toBeGreaterThanOrEqual(3);
    for (const {
      kind,
      name,
      position,
      n,
      ...rest
    } of await stack.backend.adapterCounts()) {
      expect([kind, name]).toEqual([
        expect.stringMatching(/^(reading|insert|check|missing|selector)$/),
        expect.stringMatching(/^[a-z]+([ _.][a-zA-Z]+)*$/),
      ]);
      expect([position, n].every(Number.isInteger)).toBe(true);
      expect(rest).toEqual({
        workspaceId: stack.backend.workspaceId,
        batchId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        helpdesk,
        extensionVersion: expect.stringMatching(/^[\d.]+$/),
        receivedAt: expect.any(Date),
      });
    }
  });

  it("sums: every eligible visit ended in one place", async () => {
    const { eligible, ends } = await stack.backend.funnel();
    expect(eligible).toBeGreaterThan(0);
    expect(Object.values(ends).reduce((sum, count) => sum + count, 0)).toBe(
      eligible,
    );
  });
}
