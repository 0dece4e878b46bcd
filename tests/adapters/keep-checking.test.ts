import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { PageAdapter } from "../../src/adapters/adapter.ts";
import { keepChecking } from "../../src/adapters/keep-checking.ts";
import { zendeskPage } from "../../src/adapters/zendesk/page.ts";

/** When the page is checked, and of which ticket what is found is said. */
const FIXTURE = join(import.meta.dirname, "../fixtures/zendesk/plain-ticket");

let msPerLook = 0;
beforeEach(() => {
  vi.useFakeTimers();
  msPerLook = 0;
  let now = 0;
  vi.stubGlobal("performance", { now: () => (now += msPerLook) });
  vi.stubGlobal("document", { hidden: false });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open() {
  const { url, state } = JSON.parse(
    readFileSync(join(FIXTURE, "expected.json"), "utf8"),
  );
  const { window } = new JSDOM(
    readFileSync(join(FIXTURE, "page.html"), "utf8"),
    {
      url,
    },
  );
  // Nobody sees jsdom's pages, and what nobody sees is not checked.
  Object.defineProperty(window.document, "hidden", { value: false });
  const zendesk = zendeskPage();
  let checks = 0;
  const adapter: PageAdapter = {
    ...zendesk,
    ticketPart(...page) {
      checks++;
      return zendesk.ticketPart(...page);
    },
  };
  const said: string[] = [];
  const checking = keepChecking(window.document, adapter, {
    onHealth: ({ ticketId }, { state }) => said.push(`${ticketId} ${state}`),
    onChoice: () => {},
  });
  const { ticketId } = state.ticket;
  return {
    said,
    ticketId,
    checking,
    checks: () => checks,
    state: () => zendesk.readState(window.document, new URL(url)),
    leave: () => window.history.pushState(null, "", "/agent/tickets/99999"),
  };
}

it("is once for a ticket, and not again for each word that the agent types there", () => {
  const { said, ticketId, checking, checks, state } = open();
  expect(said).toEqual([`${ticketId} ok`]);
  checking.noteState(state());
  const before = checks();
  const { ticket, composer } = state();
  for (const text of ["T", "Th", "Thanks"])
    checking.noteState({ ticket, composer: composer && { ...composer, text } });
  expect(checks()).toBe(before);
  checking.noteState({
    ticket,
    composer: composer && { ...composer, mode: "internal" },
  });
  expect(checks()).toBe(before + 1);
  checking.stop();
});

it("says nothing of a ticket that was left while the page had its turn", async () => {
  msPerLook = 20;
  const { said, checking, leave } = open();
  leave();
  await vi.advanceTimersByTimeAsync(500);
  expect(said).toEqual([]);
  checking.stop();
});

it("rests between two needs, and says what it found after the last", async () => {
  msPerLook = 20;
  const { said, ticketId, checking } = open();
  expect(said).toEqual([]);
  await vi.advanceTimersByTimeAsync(500);
  expect(said).toEqual([`${ticketId} ok`]);
  checking.stop();
});

it("is given up when it is stopped", async () => {
  msPerLook = 20;
  const { said, checking, checks } = open();
  checking.stop();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(said).toEqual([]);
  expect(checks()).toBeLessThan(2);
});
