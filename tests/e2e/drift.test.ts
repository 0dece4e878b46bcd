import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
  vi,
} from "vitest";
import { intercomPage } from "../../src/adapters/intercom/page.ts";
import { zendeskPage } from "../../src/adapters/zendesk/page.ts";
import type { Helpdesk } from "../../src/domain/ticket.ts";
import { stubClipboard } from "../adapters/drift/clipboard.ts";
import { judge } from "../adapters/drift/judge.ts";
import { mutationsOf } from "../adapters/drift/mutations.ts";
import { driftPageFrom } from "../adapters/drift/page.ts";
import type { Verdict } from "../adapters/drift/verdict.ts";
import { measured } from "../setup/measured.ts";
import { openDesk, ticketOf, type AgentDesk } from "./agent-desk.ts";
import { driftTab, inPageScript, type DriftBase } from "./drift/tab.ts";
import { randomFrom } from "./random.ts";

/**
 * The drift suite's changes, in Chromium: the built content script reads, and the helpdesk's own editor takes the text
 * or does not. jsdom judges the same change of the same page, and where the two differ it is said.
 */
const SEED = 20261201;
const FULL = process.env["HEED_FULL"] === "1";
/** Most of a change's time is waiting for the check to say what lasts. */
const TABS = 4;
const EACH = FULL ? Infinity : TABS;
const ADAPTERS = { zendesk: zendeskPage, intercom: intercomPage };

let desk: AgentDesk;
let script = "";

beforeAll(async () => {
  // The desk's own tab shows the last one.
  const ids = Array.from({ length: TABS + 1 }, (_, at) => at + 1);
  [script, desk] = await Promise.all([
    inPageScript(),
    openDesk(
      ids.map((id) => ({
        ...ticketOf(id, "Where is my parcel?"),
        messages: [
          ...ticketOf(id, `Where is parcel ${id}?`).messages,
          ...said(id),
        ],
      })),
      TABS + 1,
    ),
  ]);
});
afterAll(() => desk?.close());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A note and a reply, so that there is something to take for something else. */
function said(id: number) {
  const of = (visibility: "internal" | "public", at: string, text: string) => ({
    role: "agent" as const,
    visibility,
    author: "Sam Okoro",
    at,
    text,
    attachments: [],
  });
  return [
    of("internal", "2026-11-20T10:02:11Z", `Parcel ${id} is in customs.`),
    of("public", "2026-11-20T10:05:40Z", `We are asking about parcel ${id}.`),
  ];
}

interface Judged {
  name: string;
  index: number;
  base: DriftBase;
  seed: number;
  inBrowser: Verdict;
}

describe.each(["zendesk", "intercom"] as const)(
  "%s's page changes",
  (helpdesk) => {
    it(
      "and in Chromium nothing wrong is read, nothing lands elsewhere, no text is lost",
      async () => {
        const judged = await judgeInBrowser(helpdesk);
        const differ = await disagreements(helpdesk, judged);
        const count = (fits: (verdict: Verdict) => boolean) =>
          judged.filter(({ inBrowser }) => fits(inBrowser)).length;
        const isSilent = (it: Verdict) => !it.isFull && it.said.length === 0;
        measured(`drift of ${helpdesk}'s page in Chromium`, {
          seed: SEED,
          pages: judged.length,
          full: count((it) => it.isFull),
          degradedAndSaid: count((it) => !it.isFull && it.said.length > 0),
          wrongReadings: count((it) => it.wrongReadings.length > 0),
          wrongInserts: count((it) => it.wrongInserts.length > 0),
          lostTexts: count((it) => it.lostTexts.length > 0),
          jsdomDiffers: differ.length,
        });
        if (differ.length > 0) console.info(differ.join("\n"));
        const bad = (of: (verdict: Verdict) => string[]) =>
          judged
            .filter(({ inBrowser }) => of(inBrowser).length > 0)
            .map(({ name, inBrowser }) => [name, of(inBrowser)]);
        expect(bad((it) => it.wrongReadings)).toEqual([]);
        expect(bad((it) => it.wrongInserts)).toEqual([]);
        expect(bad((it) => it.lostTexts)).toEqual([]);
        expect(
          judged.filter((it) => isSilent(it.inBrowser)).map(({ name }) => name),
        ).toEqual([]);
        // A few say little about the share; the long run's are held to the bar.
        if (FULL)
          expect(
            count((it) => it.isFull) / judged.length,
          ).toBeGreaterThanOrEqual(0.8);
      },
      FULL ? 900_000 : 60_000,
    );
  },
);

/** A seeded sample, spread over all kinds, in several tabs at once. */
async function judgeInBrowser(helpdesk: Helpdesk): Promise<Judged[]> {
  const tabs = await Promise.all(
    Array.from({ length: TABS }, (_, at) =>
      driftTab(desk, helpdesk, at + 1, script),
    ),
  );
  const random = randomFrom(SEED);
  const first = await tabs[0]?.fresh(false);
  const wanted = shuffled(first?.mutations.length ?? 0, random).slice(0, EACH);
  const judged: Judged[] = [];
  await Promise.all(
    tabs.map(async (tab) => {
      for (
        let index = wanted.pop();
        index !== undefined;
        index = wanted.pop()
      ) {
        const seed = SEED + index;
        const isTyped = index % 2 === 1;
        const base = await tab.fresh(isTyped);
        const { kind, name } = base.mutations[index] ?? {};
        judged.push({
          name: `${kind} ${name}${isTyped ? " (typed words)" : ""}`,
          index,
          base,
          seed,
          inBrowser: await tab.judge(base, index, seed),
        });
      }
    }),
  );
  return judged;
}

function shuffled(count: number, random: () => number): number[] {
  return Array.from({ length: count }, (_, index) => ({ index, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ index }) => index);
}

/** jsdom on the very page that Chromium had, changed alike. */
async function disagreements(
  helpdesk: Helpdesk,
  judged: Judged[],
): Promise<string[]> {
  vi.useFakeTimers();
  stubClipboard();
  const lines: string[] = [];
  for (const { name, index, base, seed, inBrowser } of judged) {
    const drift = driftPageFrom(helpdesk, base.html, base.url, base.truth);
    const mutation = mutationsOf(drift)[index];
    if (!mutation) throw new Error(`jsdom knows no change ${index}`);
    const inJsdom = await judge(
      ADAPTERS[helpdesk](),
      drift,
      mutation,
      randomFrom(seed),
    );
    if (inJsdom.isFull !== inBrowser.isFull)
      lines.push(
        `${helpdesk}, ${name}: Chromium ${wordsOf(inBrowser)}, jsdom ${wordsOf(inJsdom)}`,
      );
  }
  vi.useRealTimers();
  return lines;
}

const wordsOf = ({ isFull, said }: Verdict) =>
  isFull ? "full" : `says ${said.join("; ") || "nothing"}`;
