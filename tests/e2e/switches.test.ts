import { afterAll, beforeAll, expect, it } from "vitest";
import { draftOf } from "../background/stub-backend.ts";
import { measured } from "../setup/measured.ts";
import { openDesk, ticketOf, type AgentDesk } from "./agent-desk.ts";
import { composerOf } from "./helpdesk-page.ts";
import { randomFrom } from "./random.ts";
import {
  intercomTab,
  zendeskTab,
  type SwitchingTab,
} from "./switching-tabs.ts";

/**
 * Two tabs, Zendesk and Intercom, two tickets in each, and an agent who switches at every moment: while the backend
 * writes, while the text goes in, while a word is being typed. The seed is fixed, so a failure can be played again.
 */
const SWITCHES = process.env.HEED_FULL ? 1000 : 30;
const SEED = Number(process.env.HEED_SEED ?? 20261124);
const [A, B] = [101, 102] as const;

let desk: AgentDesk;
let tabs: [SwitchingTab, SwitchingTab];
beforeAll(async () => {
  desk = await openDesk(
    [ticketOf(A, "Where is my order?"), ticketOf(B, "I want my money back.")],
    A,
    B,
  );
  // Slower than an inbox should be, so that there is a time in which address, stream and composer differ.
  desk.intercom.levers.setPage({ switchMs: 120 });
  const inbox = await desk.openInbox(A);
  tabs = [
    zendeskTab(desk.helpdesk, desk.tabId, [A, B]),
    intercomTab(inbox.page, inbox.tabId, [A, B]),
  ];
  for (const id of [A, B]) {
    await tabs[0].bring(id);
    await composerOf(desk.helpdesk, id).waitFor();
  }
});
afterAll(() => desk?.close());

it(
  `${SWITCHES} random switches in two tabs: no wrong insert, no lost text`,
  { timeout: 60_000 + SWITCHES * 1500 },
  async () => {
    const random = randomFrom(SEED);
    const pick = <T>(...choices: T[]): T =>
      choices[Math.floor(random() * choices.length)] as T; // inside the list
    const none = { inserted: 0, refused: 0, discarded: 0, wrong: 0, lost: 0 };
    const counts = { zendesk: { ...none }, intercom: { ...none } };
    let switches = 0;
    let rounds = 0;

    for (let round = 0; switches < SWITCHES; round++) {
      rounds++;
      const [tab, other] = pick<[SwitchingTab, SwitchingTab]>(
        [tabs[0], tabs[1]],
        [tabs[1], tabs[0]],
      );
      const count = tab === tabs[0] ? counts.zendesk : counts.intercom;
      const switchTo = async (
        where: SwitchingTab,
        id: number,
        afterMs: number,
      ) => {
        await pause(afterMs);
        switches++;
        await where.bring(id);
      };
      const [here, there] = pick<[number, number]>([A, B], [B, A]);
      const own = (where: SwitchingTab, id: number) =>
        `Own words ${round} for ${where === tab ? "mine" : "other"} ${id}.`;
      const mode = pick(
        "append" as const,
        "append" as const,
        "replace" as const,
      );
      await tab.show();
      await tab.bring(here);
      for (const where of tabs)
        for (const id of [A, B]) await where.setText(id, own(where, id));
      const view = await desk.viewWhen(
        ({ ref, ticket, composer }) =>
          ref?.ticketId === String(here) &&
          ticket !== null &&
          composer?.text === own(tab, here),
        tab.tabId,
      );
      if (!view.ref || !view.lastMessageId)
        throw new Error("no ticket in front");
      desk.backend.levers.delayMs = () => Math.floor(random() * 120);
      desk.backend.levers.answer = ({ helpdesk, ticketId }) => ({
        answer: draftOf(
          `Draft ${round} for ${helpdesk} ${ticketId}.\n\nSecond paragraph.`,
        ),
      });

      // While the backend writes: away, away and back, the other tab, or not at all.
      const during = pick("stay", "stay", "away", "and back", "other tab");
      const asked = desk.ask({
        type: "panel.suggest",
        tabId: tab.tabId,
        ref: view.ref,
        lastMessageId: view.lastMessageId,
        instruction: `round ${round}`,
        intentId: null,
        replaces: null,
      });
      if (during === "other tab")
        await switchTo(other, pick(A, B), random() * 100);
      else if (during !== "stay") await switchTo(tab, there, random() * 100);
      if (during === "and back") await switchTo(tab, here, random() * 100);
      const answer = await asked;
      if (!answer.ok) {
        count.discarded++;
      } else {
        // While the text goes in: a switch here or there, a word being typed, or both.
        const typed =
          mode === "append" && pick(true, false) ? ` typed${round}` : "";
        const inserting = desk.ask({
          type: "panel.insert",
          tabId: tab.tabId,
          suggestionId: answer.value.suggestionId,
          part: "reply",
          mode,
          expectedText: own(tab, here),
          ticked: [],
        });
        const away = pick("here", "here", "other tab", "no");
        // The inbox waits for its page to come to rest before it inserts.
        const within = tab === tabs[0] ? 110 : 600;
        await Promise.all([
          away === "here"
            ? switchTo(tab, during === "away" ? here : there, random() * within)
            : away === "other tab"
              ? switchTo(other, pick(A, B), random() * within)
              : null,
          typed
            ? pause(random() * within).then(() => tab.typeInto(here, typed))
            : null,
        ]);
        const result = await inserting;
        if (result.ok && result.value.ok) count.inserted++;
        else count.refused++;
        await pause(30);
        const text = await tab.textOf(here);
        const isReplaced =
          mode === "replace" && text.includes(`Draft ${round} for`);
        if (!isReplaced && !text.includes(own(tab, here))) count.lost++;
        if (typed && !text.includes(typed.trim())) count.lost++;
      }
      // Every other composer holds exactly what its agent wrote, and this one nothing that was made for another.
      if ((await tab.textOf(there)) !== own(tab, there)) count.wrong++;
      for (const id of [A, B])
        if ((await other.textOf(id)) !== own(other, id)) count.wrong++;
      const made = /Draft \d+ for (\w+ \d+)/.exec(await tab.textOf(here))?.[1];
      if (made && made !== `${view.ref.helpdesk} ${here}`) count.wrong++;
    }

    for (const count of Object.values(counts)) {
      expect(count).toMatchObject({ wrong: 0, lost: 0 });
      expect(count.inserted).toBeGreaterThan(0);
    }
    expect(desk.zendesk.state.received).toEqual([]);
    expect(desk.intercom.state.received).toEqual([]);
    measured("tickets switched in two tabs during generation and insertion", {
      seed: SEED,
      switches,
      rounds,
      ...counts,
    });
  },
);

function pause(ms: number): Promise<void> {
  return new Promise((next) => setTimeout(next, ms));
}
