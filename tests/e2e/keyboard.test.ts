import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readPack } from "../../backend/packs/read-pack.ts";
import { readTickets } from "../sandbox/tickets.ts";
import { composerText, showTicket, switchTo } from "./helpdesk-page.ts";
import { keptSuggestion, waitForAnswer } from "./panel-page.ts";
import { startStack, type Stack } from "./stack.ts";

/**
 * An agent who never touches the mouse in Heed. Presses are counted from the opened ticket to the inserted text; how a
 * ticket is opened and how a composer is switched to a note is the helpdesk's.
 */
const TICKETS = process.env.HEED_FULL ? 30 : 10;
const ASSETS = join(import.meta.dirname, "../../assets");

let stack: Stack;
let presses = 0;
const tickets = readTickets(join(ASSETS, "sample-tickets/tickets.jsonl")).slice(
  0,
  TICKETS,
);

beforeAll(async () => {
  const reading = readPack(join(ASSETS, "sample-pack"));
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  const { pack } = reading;
  // What the guard then finds in a medium-risk draft, and the agent ticks.
  const tone = { ...pack.tone, bannedPhrases: ["has left"] };
  stack = await startStack({ tickets, pack: { ...pack, tone } });
});
afterAll(() => stack?.close());

/** One of the keys that work from anywhere. Chrome itself takes them before any page could, so a test speaks for it. */
async function pressAnywhere(command: string): Promise<void> {
  presses++;
  await stack.browser.worker.evaluate(
    async ([name, tabId]) => {
      const tab = await chrome.tabs.get(tabId);
      // Not in the types, but every event of the extension API has it.
      (
        chrome.commands.onCommand as unknown as {
          dispatch(name: string, tab: chrome.tabs.Tab): void;
        }
      ).dispatch(name, tab);
    },
    [command, stack.tabId] as const,
  );
}

async function pressInPanel(key: string): Promise<void> {
  presses++;
  await stack.panel.keyboard.press(key);
}

const inserted = () => stack.panel.getByText("Inserted. You send it.");

/** Insert; where the guard found something, that is ticked first, one key each and one between them. */
async function insertByKeys(): Promise<void> {
  await pressAnywhere("insert");
  const { panel } = stack;
  const open = panel.locator(
    '.find [role="checkbox"]:not([aria-checked="true"]), .find input:not(:checked)',
  );
  const left = await open.count();
  if (left > 0) {
    for (let n = 0; n < left; n++) {
      await open.first().waitFor();
      if (n > 0) await pressInPanel("ArrowDown");
      await pressInPanel("Space");
    }
    await pressAnywhere("insert");
  }
  await inserted().waitFor({ timeout: 5000 });
}

it(
  `${TICKETS} tickets without the mouse: at most 4 presses for low risk (median)`,
  { timeout: 240_000 },
  async () => {
    const counts: Record<string, number[]> = {};
    for (const { id } of tickets) {
      await showTicket(stack.helpdesk, id);
      const answered = await waitForAnswer(stack.panel, id);
      const suggestion = await keptSuggestion(
        stack.panel,
        `zendesk:acme:${id}`,
      );
      presses = 0;
      if (answered === "draft") {
        await insertByKeys();
        expect((await composerText(stack.helpdesk, id)).trim()).not.toBe("");
      } else if (answered === "abstention") {
        await pressInPanel("c");
        await stack.panel.getByRole("button", { name: "Copied" }).waitFor();
      } else if (answered === "brief") {
        // For the agent's team alone: it goes into a note, which the helpdesk's own key opens.
        await switchTo(stack.helpdesk, id, "internal");
        await insertByKeys();
        expect(await composerText(stack.helpdesk, id)).toContain("Customer:");
      }
      const kind = `${answered}, ${suggestion?.risk ?? "nothing asked"}`;
      (counts[kind] ??= []).push(presses);
    }
    console.log(JSON.stringify(counts));
    const handled = Object.values(counts).flat().length;
    expect(handled).toBe(tickets.length);
    // To the finding, tick it, insert.
    expect(Math.max(...(counts["draft, medium"] ?? []))).toBeGreaterThan(2);
    const low = (counts["draft, low"] ?? []).toSorted((a, b) => a - b);
    expect(low.length).toBeGreaterThan(TICKETS / 5);
    expect(low[Math.floor(low.length / 2)]).toBeLessThanOrEqual(4);
  },
);
