import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPack } from "../../backend/packs/read-pack.ts";
import type { Signal } from "../../src/domain/signal.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { readTickets } from "../sandbox/tickets.ts";
import {
  composerText,
  showTicket,
  submit,
  typeAfterFirstParagraph,
  typeInComposer,
} from "./helpdesk-page.ts";
import {
  askWorker,
  insertReply,
  keptSuggestion,
  reject,
  waitForAnswer,
} from "./panel-page.ts";
import { startFirefoxStack } from "./firefox-stack.ts";
import { startStack, type Desk } from "./stack.ts";

const ASSETS = join(import.meta.dirname, "../../assets");
const OWN_REPLY =
  "We have asked the courier about this and will write again tomorrow morning.";

/** The main job with every part real: built extension, browser, CKEditor, backend, database. */
describe.each([
  ["Chromium", startStack],
  ["Firefox", startFirefoxStack],
])("the loop in %s", (_browser, start) => {
  let stack: Desk;
  /** Low-risk tickets that the sample pack answers; each test takes one of its own. */
  const drafted: number[] = [];

  beforeAll(async () => {
    const reading = readPack(join(ASSETS, "sample-pack"));
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    const tickets = readTickets(join(ASSETS, "sample-tickets/tickets.jsonl"));
    stack = await start({ tickets, pack: reading.pack });
    for (const { id } of tickets) {
      if (drafted.length === 8) break;
      await showTicket(stack.helpdesk, id);
      if ((await waitForAnswer(stack.panel, id)) === "draft") drafted.push(id);
    }
  });
  afterAll(() => stack?.close());

  async function open(): Promise<{ id: number; suggestionId: string }> {
    const id = drafted.shift();
    if (id === undefined) throw new Error("no drafted ticket is left");
    await showTicket(stack.helpdesk, id);
    await waitForAnswer(stack.panel, id);
    const kept = await keptSuggestion(stack.panel, `zendesk:acme:${id}`);
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
    expect(await composerText(stack.helpdesk, id)).toContain("Kind regards");
    await submit(stack.helpdesk, id);
    expect(await settled(suggestionId)).toEqual({
      kind: "accepted",
      retained: 1,
      agentShare: 0,
    });
  });

  it("edit: inserted, a sentence added, sent", async () => {
    const { id, suggestionId } = await open();
    await insertReply(stack.panel);
    await typeAfterFirstParagraph(
      stack.helpdesk,
      id,
      " I have added a note about this to your order.",
    );
    await submit(stack.helpdesk, id);
    const outcome = await settled(suggestionId);
    expect(outcome).toMatchObject({ kind: "edited", retained: 1 });
    expect(outcome.kind === "edited" && outcome.agentShare).toBeGreaterThan(0);
  });

  it("reject: said so with a reason, and another reply sent", async () => {
    const { id, suggestionId } = await open();
    await reject(stack.panel, "Fact is wrong");
    await typeInComposer(stack.helpdesk, id, OWN_REPLY);
    await submit(stack.helpdesk, id);
    expect(await settled(suggestionId)).toEqual({
      kind: "rejected",
      reason: "wrong_fact",
      note: null,
    });
  });

  it("ignore: another reply sent without a word", async () => {
    const { id, suggestionId } = await open();
    await typeInComposer(stack.helpdesk, id, OWN_REPLY);
    await submit(stack.helpdesk, id);
    expect(await settled(suggestionId)).toEqual({
      kind: "ignored",
      because: "sent_something_else",
    });
  });

  it("supersede: the customer wrote again before anything was sent", async () => {
    const { id, suggestionId } = await open();
    stack.zendesk.levers.customerWrites(id, "One more thing: is it too late?");
    await stack.panel.getByText("wrote again at").waitFor();
    expect(await settled(suggestionId)).toEqual({
      kind: "superseded",
      by: "newer_message",
    });
  });

  it("typed the same words: accepted, though nothing was clicked", async () => {
    const { id, suggestionId } = await open();
    const kept = await keptSuggestion(stack.panel, `zendesk:acme:${id}`);
    if (kept?.answer.kind !== "draft") throw new Error("no draft");
    await typeInComposer(
      stack.helpdesk,
      id,
      kept.answer.draft.paragraphs
        .map((paragraph) => paragraph.map(({ text }) => text).join(" "))
        .join("\n\n"),
    );
    await submit(stack.helpdesk, id);
    expect(await settled(suggestionId)).toMatchObject({ kind: "accepted" });
  });

  it("one undo brings back what the agent had typed", async () => {
    const { id } = await open();
    const own = "Dear Sir, this is mine.";
    await typeInComposer(stack.helpdesk, id, own);
    await stack.panel.getByRole("button", { name: "Insert reply" }).click();
    await stack.panel.getByText("Replace your text").click();
    await stack.panel.getByText("Inserted. You send it.").waitFor();
    expect(await composerText(stack.helpdesk, id)).not.toContain(own);
    await stack.helpdesk
      .locator(
        `[data-test-id="ticket-${id}-standard-layout"] .ck-editor__editable`,
      )
      .focus();
    await stack.helpdesk.keyboard.press("Control+Z");
    expect((await composerText(stack.helpdesk, id)).trim()).toBe(own);
  });

  it("sums: every eligible visit ended in one place", async () => {
    const { eligible, ends } = await stack.backend.funnel();
    expect(eligible).toBeGreaterThan(0);
    expect(Object.values(ends).reduce((sum, count) => sum + count, 0)).toBe(
      eligible,
    );
  });
});
