import { afterAll, beforeAll, expect, it } from "vitest";
import { openDesk, ticketOf, type AgentDesk } from "./agent-desk.ts";
import { composerOf } from "./helpdesk-page.ts";

/** In the real side panel: Escape puts the cursor into the helpdesk's reply box. */
let desk: AgentDesk;
beforeAll(async () => {
  desk = await openDesk([ticketOf(1, "Where is my order?")], 1);
});
afterAll(() => desk?.close());

it("Escape in the side panel leads back to the reply box, which takes what is typed", async () => {
  const { browser, helpdesk, tabId } = desk;
  const panel = await browser.openSidePanel(tabId);
  await expect
    // While a draft is being written, Escape stops that first.
    .poll(() => panel.evaluate<string>("document.body.innerText"), {
      timeout: 10_000,
    })
    .toContain("Regenerate");
  await helpdesk.evaluate(() =>
    (document.activeElement as HTMLElement)?.blur(),
  );
  await panel.evaluate(
    "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))",
  );
  const composer = composerOf(helpdesk, 1);
  await expect
    .poll(() => composer.evaluate((it) => it === document.activeElement))
    .toBe(true);
  await helpdesk.keyboard.insertText("typed");
  await expect.poll(() => composer.innerText()).toContain("typed");
});
