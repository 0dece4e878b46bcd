import { afterAll, beforeAll, expect, it } from "vitest";
import { ticketKey } from "../../src/domain/ticket.ts";
import { draftOf } from "../background/stub-backend.ts";
import { measured } from "../setup/measured.ts";
import { openDesk, ticketOf, type AgentDesk } from "./agent-desk.ts";
import { randomFrom } from "./random.ts";
import {
  intercomTab,
  MOVES,
  zendeskTab,
  type Move,
  type SwitchingTab,
} from "./switching-tabs.ts";

/**
 * Two tabs, Zendesk and Intercom, two tickets in each, and an agent who goes elsewhere at every moment: while the
 * backend writes, while the text goes in, while a word is being typed. They switch tickets, go back and forward,
 * reload the page, close the tab and open it again. The seed is fixed, so a failure can be played again.
 */
const NAVIGATIONS = process.env.HEED_FULL ? 1000 : 30;
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
  tabs = [zendeskTab(desk, [A, B]), intercomTab(desk, inbox, [A, B])];
  for (const tab of tabs) await tab.ready();
});
afterAll(() => desk?.close());

it(
  `${NAVIGATIONS} random navigations in two tabs: no wrong insert, no lost text`,
  { timeout: 60_000 + NAVIGATIONS * 3000 },
  async () => {
    const random = randomFrom(SEED);
    const pick = <T>(...choices: T[]): T =>
      choices[Math.floor(random() * choices.length)] as T; // inside the list
    const none = { inserted: 0, refused: 0, discarded: 0, wrong: 0, lost: 0 };
    const counts = { zendesk: { ...none }, intercom: { ...none } };
    const moves = Object.fromEntries(MOVES.map((move) => [move, 0])) as Record<
      Move,
      number
    >;
    /** The draft that a ticket has, which the next one takes the place of: as in the panel. */
    const drafts = new Map<string, string>();
    let navigations = 0;
    let rounds = 0;
    /** Each kind once at first; then mostly what agents mostly do. */
    const untried = [...MOVES];
    const nextMove = (): Move =>
      untried.shift() ??
      pick("switch", "switch", "switch", "switch", "switch", ...MOVES);

    for (let round = 0; navigations < NAVIGATIONS; round++) {
      rounds++;
      const [tab, other] = pick<[SwitchingTab, SwitchingTab]>(
        [tabs[0], tabs[1]],
        [tabs[1], tabs[0]],
      );
      const count = tab === tabs[0] ? counts.zendesk : counts.intercom;
      /** Loaded anew in this round: what stood in its composers is gone with the page that held it. */
      const isNew = new Map(tabs.map((one) => [one, false]));
      const navigate = async (
        where: SwitchingTab,
        move: Move,
        id: number,
        afterMs: number,
      ) => {
        await pause(afterMs);
        moves[move]++;
        if (await where.move(move, id)) isNew.set(where, true);
      };
      /** Drawn before it happens, so that typing does not go into a page that is about to be thrown away. */
      const drawn = () => {
        const move = nextMove();
        navigations++;
        return move;
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
      await tab.move("switch", here);
      for (const where of tabs)
        for (const id of [A, B]) await where.setText(id, own(where, id));
      const view = await desk.viewWhen(
        ({ ref, ticket, composer }) =>
          ref?.ticketId === String(here) &&
          ticket !== null &&
          composer?.text === own(tab, here),
        tab.tabId(),
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
        tabId: tab.tabId(),
        ref: view.ref,
        lastMessageId: view.lastMessageId,
        instruction: `round ${round}`,
        intentId: null,
        replaces: drafts.get(ticketKey(view.ref)) ?? null,
      });
      if (during === "other tab")
        await navigate(other, drawn(), pick(A, B), random() * 100);
      else if (during !== "stay")
        await navigate(tab, drawn(), there, random() * 100);
      if (during === "and back") {
        navigations++;
        await navigate(tab, "switch", here, random() * 100);
      }
      const answer = await asked;
      if (!answer.ok) {
        count.discarded++;
      } else {
        drafts.set(ticketKey(view.ref), answer.value.suggestionId);
        // While the text goes in: a navigation here or there, a word being typed, or both.
        const away = pick("here", "here", "other tab", "no");
        const move = away === "no" ? null : drawn();
        const isGoing =
          away === "here" && (move === "reload" || move === "reopen");
        const typed =
          mode === "append" && !isGoing && pick(true, false)
            ? ` typed${round}`
            : "";
        const inserting = desk.ask({
          type: "panel.insert",
          tabId: tab.tabId(),
          suggestionId: answer.value.suggestionId,
          part: "reply",
          mode,
          expectedText: isNew.get(tab) ? "" : own(tab, here),
          ticked: [],
        });
        // The inbox waits for its page to come to rest before it inserts.
        const within = tab === tabs[0] ? 110 : 600;
        await Promise.all([
          move !== null &&
            navigate(
              away === "here" ? tab : other,
              move,
              away === "other tab"
                ? pick(A, B)
                : during === "away"
                  ? here
                  : there,
              random() * within,
            ),
          typed !== "" &&
            pause(random() * within).then(() => tab.typeInto(here, typed)),
        ]);
        const result = await inserting;
        if (result.ok && result.value.ok) count.inserted++;
        else count.refused++;
        await pause(30);
        const text = await tab.textOf(here);
        const isReplaced =
          mode === "replace" && text.includes(`Draft ${round} for`);
        if (!isReplaced && !isNew.get(tab) && !text.includes(own(tab, here)))
          count.lost++;
        if (typed !== "" && !text.includes(typed.trim())) count.lost++;
      }
      // Every other composer holds exactly what its agent wrote, and this one nothing that was made for another.
      const isAsLeft = async (where: SwitchingTab, id: number) =>
        (await where.textOf(id)) === (isNew.get(where) ? "" : own(where, id));
      if (!(await isAsLeft(tab, there))) count.wrong++;
      for (const id of [A, B]) if (!(await isAsLeft(other, id))) count.wrong++;
      const made = /Draft \d+ for (\w+ \d+)/.exec(await tab.textOf(here))?.[1];
      if (made && made !== `${view.ref.helpdesk} ${here}`) count.wrong++;
    }

    for (const count of Object.values(counts)) {
      expect(count).toMatchObject({ wrong: 0, lost: 0 });
      expect(count.inserted).toBeGreaterThan(0);
    }
    for (const move of MOVES) expect(moves[move]).toBeGreaterThan(0);
    expect(desk.zendesk.state.received).toEqual([]);
    expect(desk.intercom.state.received).toEqual([]);
    measured("navigations in two tabs during generation and insertion", {
      seed: SEED,
      navigations,
      ...moves,
      rounds,
      ...counts,
    });
  },
);

function pause(ms: number): Promise<void> {
  return new Promise((next) => setTimeout(next, ms));
}
