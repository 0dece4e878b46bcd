import { vi } from "vitest";
import type { PageAdapter } from "../../../src/adapters/adapter.ts";
import { plainText, sameWords } from "../../../src/adapters/plain-text.ts";
import { diagnose } from "../../../src/adapters/self-check.ts";
import type { InsertResult } from "../../../src/messaging/page-protocol.ts";
import { atOnce } from "../at-once.ts";
import type { Mutation } from "./mutation.ts";
import type { DriftPage } from "./page.ts";

export interface Verdict {
  /** Readings that differ from the truth and do not say so. */
  wrongReadings: string[];
  wrongInserts: string[];
  lostTexts: string[];
  /** All is read, the check finds nothing amiss, and the text went in. */
  isFull: boolean;
  /** What is said of what does not work; empty and not full: silence. */
  said: string[];
}

/** After the composer was found, before the paste. */
const DURING_MS = 15;
const DRAFT = "We have refunded one of the two.";

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

function look(adapter: PageAdapter, { page, state: { ticket } }: DriftPage) {
  const url = new URL(page.location.href);
  const state = adapter.readState(page, url);
  const reading = atOnce(adapter.readPage(page, ticket?.ticketId ?? ""));
  const health = atOnce(diagnose(adapter, page)).health;
  return {
    state,
    reading,
    said: [
      ...(reading?.missing ?? []),
      // Said of the message itself.
      ...(reading?.messages ?? [])
        .filter(({ visibility }) => visibility === "unknown")
        .map(({ text }) => `visibility of ${text}`),
      ...(health?.missing ?? []),
    ],
  };
}
type Seen = ReturnType<typeof look>;

/** What is read must be true piece by piece; what is not read must be named. */
function wrongsOf(seen: Seen, drift: DriftPage, usual: Set<string>): string[] {
  const { state, reading } = seen;
  const wrongs: string[] = [];
  const isNamed = seen.said.some((part) => !usual.has(part));
  if (state.ticket && state.ticket.ticketId !== drift.state.ticket?.ticketId)
    wrongs.push(`ticket ${state.ticket.ticketId}`);
  if (state.composer && drift.state.composer) {
    const { mode, text, present } = state.composer;
    if (mode !== "unknown" && mode !== drift.state.composer.mode)
      wrongs.push(`composer is ${mode}`);
    if (present && text !== drift.state.composer.text && !isNamed)
      wrongs.push(`composer holds ${text}`);
  }
  if (!reading) return wrongs;
  for (const part of ["subject", "requesterName", "channel"] as const) {
    const read = reading[part];
    if (read === drift.reading[part]) continue;
    if (read !== null || !isNamed) wrongs.push(`${part} is ${read}`);
  }
  const left = [...drift.reading.messages];
  for (const message of reading.messages) {
    const at = left.findIndex((one) => one.text === message.text);
    const truth = left.splice(at, 1)[0];
    if (at === -1 || !truth) {
      if (!isNamed) wrongs.push(`a message ${message.text}`);
      continue;
    }
    if (
      message.visibility !== truth.visibility &&
      message.visibility !== "unknown" &&
      message.visibility !== "internal"
    )
      wrongs.push(`${message.text} is ${message.visibility}`);
    if (
      message.role !== truth.role &&
      (message.role === "customer" || !isNamed)
    )
      wrongs.push(`${message.text} is of ${message.role}`);
    if (message.authorName !== truth.authorName && message.authorName !== "")
      wrongs.push(`${message.text} is by ${message.authorName}`);
    if (message.at !== truth.at && message.at !== null)
      wrongs.push(`${message.text} was at ${message.at}`);
  }
  if (!isNamed && JSON.stringify(reading) !== JSON.stringify(drift.reading))
    wrongs.push("something differs, and nothing says so");
  return wrongs;
}

function isSame({ state, reading }: Seen, drift: DriftPage): boolean {
  return (
    JSON.stringify([state, reading]) ===
    JSON.stringify([drift.state, drift.reading])
  );
}

async function insert(
  adapter: PageAdapter,
  drift: DriftPage,
  mutation: Mutation,
): Promise<InsertResult> {
  const inserting = adapter.insert(drift.page, {
    type: "page.insert",
    ticketId: drift.state.ticket?.ticketId ?? "",
    destination: "public",
    mode: "append",
    html: `<p>${DRAFT}</p>`,
    text: DRAFT,
    messageIds: drift.reading.messages.flatMap(
      ({ messageId = [] }) => messageId,
    ),
    expectedText: drift.state.composer?.text ?? "",
  });
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
