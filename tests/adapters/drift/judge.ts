import { vi } from "vitest";
import type { PageAdapter } from "../../../src/adapters/adapter.ts";
import { plainText, sameWords } from "../../../src/adapters/plain-text.ts";
import { diagnose } from "../../../src/adapters/self-check.ts";
import type { InsertResult } from "../../../src/messaging/page-protocol.ts";
import { atOnce } from "../at-once.ts";
import type { Mutation } from "./mutation.ts";
import type { DriftPage } from "./parts.ts";
import {
  insertOn,
  isSame,
  seenOf,
  wrongsOf,
  type Seen,
  type Verdict,
} from "./verdict.ts";

/** After the composer was found, before the paste: the editor is given 10 ms and more to see its caret. */
const DURING_MS = 5;

/** Let the adapter read and write the changed page, and compare with what the unchanged one was known to hold. */
export async function judge(
  adapter: PageAdapter,
  drift: DriftPage,
  mutation: Mutation,
  random: () => number,
): Promise<Verdict> {
  const { page } = drift;
  const wrongInserts = watchPastes(drift);
  // The page was open before it changed, as it is for an agent.
  const usual = new Set(look(adapter, drift).said);
  await vi.advanceTimersByTimeAsync(1000);
  mutation.apply(drift, random);
  let seen = look(adapter, drift);
  const wrongReadings = wrongsOf(seen, drift, usual);
  if (mutation.settle) {
    mutation.settle(drift);
    seen = look(adapter, drift);
    wrongReadings.push(...wrongsOf(seen, drift, usual));
    await vi.advanceTimersByTimeAsync(1000);
  }

  const others = [...page.querySelectorAll("[contenteditable]")]
    .filter((element) => !drift.composers.has(element))
    .map((element) => ({ element, text: plainText(element) }));
  const result = await insert(adapter, drift, mutation);
  const composed = [...drift.composers].map((it) => sameWords(plainText(it)));
  const lostTexts = [
    ...drift.kept.filter(
      (text) => !composed.some((all) => all.includes(sameWords(text))),
    ),
    ...others
      .filter(({ element, text }) => plainText(element) !== text)
      .map(({ text }) => text),
  ];
  const said = seen.said.filter((part) => !usual.has(part));
  if (!result.ok) said.push(result.reason);
  return {
    wrongReadings,
    wrongInserts,
    lostTexts,
    isFull: said.length === 0 && isSame(seen, drift),
    said,
  };
}

function look(
  adapter: PageAdapter,
  { page, state: { ticket } }: DriftPage,
): Seen {
  const url = new URL(page.location.href);
  const state = adapter.readState(page, url);
  const { health } = atOnce(diagnose(adapter, page));
  return seenOf(
    state,
    atOnce(adapter.readPage(page, ticket?.ticketId ?? "")),
    health?.missing ?? [],
  );
}

async function insert(
  adapter: PageAdapter,
  drift: DriftPage,
  mutation: Mutation,
): Promise<InsertResult> {
  const inserting = adapter.insert(drift.page, insertOn(drift));
  await vi.advanceTimersByTimeAsync(DURING_MS);
  mutation.during?.(drift);
  await vi.advanceTimersByTimeAsync(5000);
  return inserting;
}

/**
 * As much of an editor as tells where a text went: it takes a paste at the caret, or over what is selected. jsdom has
 * neither clipboard nor editors; the real ones are met in tests/e2e. The answer is the list of wrong places, filled
 * as texts arrive.
 */
function watchPastes(drift: DriftPage): string[] {
  const { page } = drift;
  const wrong: string[] = [];
  page.addEventListener("paste", (event) => {
    const { target } = event as unknown as { target: Element };
    const element = target.closest("[contenteditable]");
    if (!element || drift.isClosed || !drift.composers.has(element))
      wrong.push(target.outerHTML.slice(0, 200));
    if (!element) return;
    event.preventDefault();
    if (!page.getSelection()?.isCollapsed) element.replaceChildren();
    const html = event.clipboardData?.getData("text/html") ?? "";
    element.insertAdjacentHTML("beforeend", html);
  });
  return wrong;
}
