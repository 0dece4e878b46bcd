// @vitest-environment jsdom
import { act } from "react";
import { afterEach, expect, it } from "vitest";
import { ANSWERS_KEPT } from "../../src/panel/keep-few.ts";
import { createPersister } from "../../src/panel/persist.ts";
import { suggestion, TICKET, view } from "./canned.ts";
import { createFakeDoor } from "./fake-door.ts";
import { closePanel, find, settle, showPanel } from "./show-panel.tsx";

/** An agent's day: one ticket after another in the same panel. */
const BEFORE = ANSWERS_KEPT + 5;
const MORE = 6;

afterEach(closePanel);

it(`${MORE} tickets more leave nothing more behind: no answer in memory or on disk, no listener, no element`, async () => {
  const refOf = (n: number) =>
    ({ helpdesk: "zendesk", accountKey: "acme", ticketId: `${n}` }) as const;
  const viewOf = (n: number) =>
    view({ ref: refOf(n), ticket: { ...TICKET, ...refOf(n) } });
  const door = createFakeDoor({
    "panel.view": () => ({ ok: true, value: viewOf(0) }),
    "panel.suggest": ({ ref }) => ({
      ok: true,
      value: suggestion({
        suggestionId: `00000000-0000-4000-8000-${ref.ticketId.padStart(12, "0")}`,
        ticket: ref,
      }),
    }),
  });
  const heard = countListeners(document, window);
  await showPanel(door, "many-tickets");
  const disk = createPersister("many-tickets");
  const left = async () => ({
    listening: door.listening(),
    heard: heard(),
    elements: document.querySelectorAll("*").length,
    stored: (await disk.restoreClient())?.clientState.queries.length,
  });
  const showTickets = async (from: number, to: number) => {
    for (let n = from; n <= to; n++) {
      act(() => door.push({ type: "push.view", view: viewOf(n) }));
      await settle(10);
      find("button", /^Insert reply/);
    }
    await settle();
  };

  await showTickets(1, BEFORE);
  const before = await left();
  await showTickets(BEFORE + 1, BEFORE + MORE);
  expect(await left()).toEqual(before);
  // Suggestion, summary and fields; those on the page may come on top.
  expect(before.stored).toBeGreaterThanOrEqual(3 * ANSWERS_KEPT);
  expect(before.stored).toBeLessThanOrEqual(3 * (ANSWERS_KEPT + 1));
});

/** How many listeners these have, from now on. */
function countListeners(...targets: EventTarget[]): () => number {
  let count = 0;
  for (const target of targets) {
    const { addEventListener, removeEventListener } = target;
    Object.assign(target, {
      addEventListener: (...it: Parameters<typeof addEventListener>) => {
        count++;
        addEventListener.apply(target, it);
      },
      removeEventListener: (...it: Parameters<typeof removeEventListener>) => {
        count--;
        removeEventListener.apply(target, it);
      },
    });
  }
  return () => count;
}
