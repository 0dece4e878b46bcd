import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { PageAdapter } from "../../src/adapters/adapter.ts";
import { pageAdapters } from "../../src/adapters/index.ts";
import { inSlices, type Work } from "../../src/adapters/in-slices.ts";
import { INTERCOM_SELECTORS } from "../../src/adapters/intercom/selectors.ts";
import { shownParts } from "../../src/adapters/intercom/page-parts.ts";
import { atOnce } from "./at-once.ts";

/** A reading that lets the page go on between two messages, while the agent goes on too. */
const FIXTURES = join(import.meta.dirname, "../fixtures");
const LONG = {
  zendesk: join(FIXTURES, "zendesk/long-thread/page.html"),
  intercom: join(FIXTURES, "intercom/long-thread/page.html"),
};

function open(adapter: PageAdapter) {
  const file = LONG[adapter.helpdesk];
  const { url, state } = JSON.parse(
    readFileSync(join(file, "../expected.json"), "utf8"),
  );
  const dom = new JSDOM(readFileSync(file, "utf8"), { url });
  const page = dom.window.document;
  const { ticketId } = state.ticket as { ticketId: string };
  // As the watching does all the time: the parts are known for this ticket's.
  adapter.readState(page, new URL(url));
  return {
    page,
    ticketId,
    read: () => adapter.readPage(page, ticketId),
    /** The address of a ticket, whatever the page still shows. */
    goTo: (other: string) =>
      page.defaultView?.history.pushState(
        null,
        "",
        url.replace(ticketId, other),
      ),
    /** Intercom draws the next conversation in the place of the last. */
    drawOther: () => {
      for (const part of page.querySelectorAll<HTMLElement>(
        "[data-part-entity-id]",
      ))
        part.dataset.partEntityId = `9${part.dataset.partEntityId}`;
      for (const text of page.querySelectorAll(".interblocks-html"))
        text.textContent = "Words of another customer";
    },
  };
}

describe.each(pageAdapters)("$helpdesk's page read in slices", (adapter) => {
  const whole = atOnce(open(adapter).read());
  const steps = whole?.messages.length ?? 0;

  it("gives what it gives in one piece", () => {
    const work = open(adapter).read();
    let step = work.next(false);
    for (let n = 0; !step.done; n++) step = work.next(n % 8 === 0);
    expect(step.value).toEqual(whole);
    expect(steps).toBeGreaterThan(20);
  });

  it("is thrown away when the ticket was left, be it after the first message or before the last", () => {
    for (const after of [1, Math.floor(steps / 2), steps]) {
      const { read, goTo, drawOther } = open(adapter);
      const work = read();
      for (let n = 0; n < after; n++) expect(work.next(false).done).toBe(false);
      goTo("99999");
      drawOther();
      expect(work.next(true)).toEqual({ done: true, value: null });
    }
  });

  it("goes on when the ticket is in front again", () => {
    const { read, goTo, ticketId } = open(adapter);
    const work = read();
    for (let n = 0; n < 5; n++) work.next(false);
    goTo("99999");
    goTo(ticketId);
    let step = work.next(true);
    while (!step.done) step = work.next(false);
    expect(step.value).toEqual(whole);
  });
});

describe("a slice", () => {
  afterEach(() => vi.unstubAllGlobals());
  /** A clock that goes on 1 ms with every look at it, in a page that is hidden or not. */
  const stub = (hidden: boolean) => {
    let now = 0;
    vi.stubGlobal("performance", { now: () => now++ });
    vi.stubGlobal("document", { hidden });
  };
  function* count(to: number): Work<number> {
    let rests = 0;
    for (let n = 0; n < to; n++) if (yield) rests++;
    return rests;
  }

  it("ends after a few milliseconds, and the page has its turn", async () => {
    stub(false);
    expect(await inSlices(count(100))).toBeGreaterThan(5);
  });

  it("does not end in a page that nobody looks at", async () => {
    stub(true);
    expect(await inSlices(count(100))).toBe(0);
  });

  it("fails as its work fails", async () => {
    stub(false);
    const work = (function* (): Work<void> {
      yield;
      throw new Error("broken");
    })();
    await expect(inSlices(work)).rejects.toThrow("broken");
  });
});

it("takes for Intercom's parts the outermost, however deep others stand in them", () => {
  const part = (id: string, inside = "") =>
    `<div data-part-group-id="${id}"><p>${inside}</p></div>`;
  const { window } = new JSDOM(
    `<main><div data-conversation-stream>${part("1", part("2", part("3")) + part("4"))}<div>${part("5")}${part("6", part("7"))}</div>${part("8")}</div></main>`,
  );
  const root = window.document.querySelector("main");
  if (!root) throw new Error("No root.");
  expect(
    shownParts(root, INTERCOM_SELECTORS).map((it) => it.dataset.partGroupId),
  ).toEqual(["1", "5", "6", "8"]);
});
