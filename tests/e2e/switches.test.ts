import { afterAll, beforeAll, expect, it } from "vitest";
import { draftOf } from "../background/stub-backend.ts";
import { measured } from "../setup/measured.ts";
import { openDesk, ticketOf, type AgentDesk } from "./agent-desk.ts";
import { composerOf } from "./helpdesk-page.ts";

/**
 * Two mounted tickets, and an agent who switches between them at every moment: while the backend writes, while the
 * text goes in, while a word is being typed. The seed is fixed, so a failure can be played again.
 */
const SWITCHES = process.env.HEED_FULL ? 100 : 25;
const SEED = Number(process.env.HEED_SEED ?? 20261124);
const A = 101;
const B = 102;

let desk: AgentDesk;
beforeAll(async () => {
  desk = await openDesk(
    [ticketOf(A, "Where is my order?"), ticketOf(B, "I want my money back.")],
    A,
    B,
  );
  for (const id of [A, B]) {
    await bring(id);
    await composerOf(desk.helpdesk, id).waitFor();
  }
});
afterAll(() => desk?.close());

it(
  `${SWITCHES} random switches: no wrong insert, no lost text`,
  { timeout: 300_000 },
  async () => {
    const random = randomFrom(SEED);
    const pick = <T>(...choices: T[]): T =>
      choices[Math.floor(random() * choices.length)] as T; // inside the list
    const counts = { inserted: 0, refused: 0, discarded: 0, wrong: 0, lost: 0 };
    let switches = 0;
    let rounds = 0;
    const switchTo = async (id: number, afterMs: number) => {
      await pause(afterMs);
      switches++;
      await bring(id);
    };

    for (let round = 0; switches < SWITCHES; round++) {
      rounds++;
      const [here, there] = pick<[number, number]>([A, B], [B, A]);
      const own: Record<number, string> = {
        [A]: `Own words ${round} for A.`,
        [B]: `Own words ${round} for B.`,
      };
      const mode = pick(
        "append" as const,
        "append" as const,
        "replace" as const,
      );
      await bring(here);
      for (const id of [A, B]) await setText(id, own[id] ?? "");
      const view = await desk.viewWhen(
        ({ ref, ticket, composer }) =>
          ref?.ticketId === String(here) &&
          ticket !== null &&
          composer?.text === own[here],
      );
      if (!view.ref || !view.lastMessageId)
        throw new Error("no ticket in front");
      desk.backend.levers.delayMs = () => Math.floor(random() * 120);
      desk.backend.levers.answer = ({ ticketId }) => ({
        answer: draftOf(
          `Draft ${round} for ticket ${ticketId}.\n\nSecond paragraph.`,
        ),
      });

      // While the backend writes: away, away and back, or not at all.
      const during = pick("stay", "stay", "away", "and back");
      const asked = desk.ask({
        type: "panel.suggest",
        tabId: desk.tabId,
        ref: view.ref,
        lastMessageId: view.lastMessageId,
        instruction: `round ${round}`,
        intentId: null,
        replaces: null,
      });
      if (during !== "stay") await switchTo(there, random() * 100);
      if (during === "and back") await switchTo(here, random() * 100);
      const answer = await asked;
      if (!answer.ok) {
        counts.discarded++;
      } else {
        // While the text goes in: a switch, a word being typed, or both.
        const typed =
          mode === "append" && pick(true, false) ? ` typed${round}` : "";
        const inserting = desk.ask({
          type: "panel.insert",
          tabId: desk.tabId,
          suggestionId: answer.value.suggestionId,
          part: "reply",
          mode,
          expectedText: own[here] ?? "",
          ticked: [],
        });
        const away = pick(true, true, false);
        await Promise.all([
          away
            ? switchTo(during === "away" ? here : there, random() * 110)
            : null,
          typed
            ? pause(random() * 110).then(() => typeInto(here, typed))
            : null,
        ]);
        const result = await inserting;
        if (result.ok && result.value.ok) counts.inserted++;
        else counts.refused++;
        await pause(30);
        const text = await textOf(here);
        const isReplaced =
          mode === "replace" &&
          text.includes(`Draft ${round} for ticket ${here}.`);
        if (!isReplaced && !text.includes(own[here] ?? "")) counts.lost++;
        if (typed && !text.includes(typed.trim())) counts.lost++;
      }
      // The other ticket holds exactly what its agent wrote, and nothing anywhere was made for another ticket.
      if ((await textOf(there)) !== own[there]) counts.wrong++;
      if ((await textOf(here)).includes(`for ticket ${there}`)) counts.wrong++;
    }

    expect(counts).toMatchObject({ wrong: 0, lost: 0 });
    expect(counts.inserted).toBeGreaterThan(0);
    expect(desk.zendesk.state.received).toEqual([]);
    measured("tickets switched during generation and insertion", {
      seed: SEED,
      switches,
      rounds,
      ...counts,
    });
  },
);

/** As a click on the ticket's tab in Zendesk's header. */
function bring(id: number): Promise<void> {
  return desk.helpdesk
    .locator(`[data-test-id="header-tab"][data-entity-id="${id}"]`)
    .evaluate((tab) => (tab as HTMLElement).click());
}

interface Editor {
  ckeditorInstance: {
    setData(html: string): void;
    getData(): string;
    model: {
      document: { getRoot(): unknown };
      createPositionAt(where: unknown, at: "end"): unknown;
      change(
        run: (writer: { insertText(text: string, at: unknown): void }) => void,
      ): void;
    };
  };
}

function setText(id: number, text: string): Promise<void> {
  return composerOf(desk.helpdesk, id).evaluate(
    (element, value) =>
      (element as unknown as Editor).ckeditorInstance.setData(
        `<p>${value}</p>`,
      ),
    text,
  );
}

/** Through the editor's model, as its own typing does; the keyboard would follow the focus into the other ticket. */
function typeInto(id: number, text: string): Promise<void> {
  return composerOf(desk.helpdesk, id).evaluate((element, value) => {
    const { model } = (element as unknown as Editor).ckeditorInstance;
    const root = model.document.getRoot() as {
      getChild(index: number): unknown;
    };
    model.change((writer) =>
      writer.insertText(value, model.createPositionAt(root.getChild(0), "end")),
    );
  }, text);
}

function textOf(id: number): Promise<string> {
  return composerOf(desk.helpdesk, id).evaluate((element) =>
    (element as unknown as Editor).ckeditorInstance
      .getData()
      .replace(/<\/p><p>/g, "\n")
      .replace(/<[^>]+>/g, "")
      .replace(/&nbsp;/g, " "),
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((next) => setTimeout(next, ms));
}

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
