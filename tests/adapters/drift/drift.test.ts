import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { intercomPage } from "../../../src/adapters/intercom/page.ts";
import { zendeskPage } from "../../../src/adapters/zendesk/page.ts";
import { randomFrom } from "../../e2e/random.ts";
import { measured } from "../../setup/measured.ts";
import { stubClipboard } from "./clipboard.ts";
import { judge } from "./judge.ts";
import { KINDS } from "./mutation.ts";
import { mutationsOf } from "./mutations.ts";
import { BASES, driftPage } from "./page.ts";
import type { Verdict } from "./verdict.ts";

const SEED = 20261124;
const ADAPTERS = { zendesk: zendeskPage, intercom: intercomPage };

beforeEach(() => {
  vi.useFakeTimers();
  stubClipboard();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe.each(["zendesk", "intercom"] as const)(
  "%s's page changes",
  (helpdesk) => {
    const mutations = mutationsOf(
      driftPage(helpdesk, BASES[helpdesk][0] ?? ""),
    );

    it("in at least 40 ways, of every kind, all told apart by name", () => {
      const names = new Set(
        mutations.map(({ kind, name }) => `${kind} ${name}`),
      );
      expect(names.size).toBe(mutations.length);
      expect(mutations.length).toBeGreaterThanOrEqual(40);
      expect(new Set(mutations.map(({ kind }) => kind))).toEqual(
        new Set(KINDS),
      );
    });

    it("and nothing wrong is read, nothing lands elsewhere, no text is lost", async () => {
      const random = randomFrom(SEED);
      const verdicts: (Verdict & { kind: string; name: string })[] = [];
      for (const mutation of mutations)
        for (const base of basesFor(helpdesk, random)) {
          const drift = driftPage(helpdesk, base);
          const verdict = await judge(
            ADAPTERS[helpdesk](),
            drift,
            mutation,
            random,
          );
          const { kind, name } = mutation;
          verdicts.push({
            ...verdict,
            kind,
            name: `${kind} ${name} (${base})`,
          });
        }
      const count = (fits: (verdict: Verdict) => boolean, kind?: string) =>
        verdicts.filter((it) => fits(it) && (!kind || it.kind === kind)).length;
      const isSilent = (it: Verdict) => !it.isFull && it.said.length === 0;
      measured(`drift of ${helpdesk}'s page`, {
        seed: SEED,
        pages: verdicts.length,
        full: count((it) => it.isFull),
        degradedAndSaid: count((it) => !it.isFull && it.said.length > 0),
        silent: count(isSilent),
        wrongReadings: count((it) => it.wrongReadings.length > 0),
        wrongInserts: count((it) => it.wrongInserts.length > 0),
        lostTexts: count((it) => it.lostTexts.length > 0),
        fullByKind: Object.fromEntries(
          KINDS.map((kind) => [
            kind,
            `${count((it) => it.isFull, kind)}/${count(() => true, kind)}`,
          ]),
        ),
      });
      const bad = (of: (verdict: Verdict) => string[]) =>
        verdicts
          .filter((verdict) => of(verdict).length > 0)
          .map((verdict) => [verdict.name, of(verdict)]);
      expect(bad((it) => it.wrongReadings)).toEqual([]);
      expect(bad((it) => it.wrongInserts)).toEqual([]);
      expect(bad((it) => it.lostTexts)).toEqual([]);
      expect(verdicts.filter(isSilent).map(({ name }) => name)).toEqual([]);
      expect(count((it) => it.isFull) / verdicts.length).toBeGreaterThanOrEqual(
        0.8,
      );
    }, 120_000);
  },
);

/** Every base in the long run; by default one, chosen by the seed. */
function basesFor(helpdesk: "zendesk" | "intercom", random: () => number) {
  const bases = BASES[helpdesk];
  return process.env.HEED_FULL
    ? bases
    : [bases[Math.floor(random() * bases.length)] ?? ""];
}
