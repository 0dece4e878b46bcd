import { afterAll, beforeAll, expect, it } from "vitest";
import type { RejectReason } from "../../src/domain/outcome.ts";
import type { PanelRequest } from "../../src/messaging/panel-protocol.ts";
import { measured } from "../setup/measured.ts";
import { openDesk, ticketOf, type AgentDesk } from "./agent-desk.ts";

/** The worker is killed in the middle of its work, and answers get lost: every signal arrives once, in order. */
const [KILLS, SIGNALS] = process.env.HEED_FULL ? [50, 500] : [8, 80];
const PER_SUGGESTION = 10;
const REASONS: RejectReason[] = [
  "tone",
  "length",
  "wrong_fact",
  "stale_source",
  "not_needed",
];

let desk: AgentDesk;
beforeAll(async () => {
  desk = await openDesk([ticketOf(101, "Where is my order?")], 101);
});
afterAll(() => desk?.close());

it(
  `worker killed ${KILLS} times during ${SIGNALS} signals, answers lost at random: 0 lost, 0 twice, in order`,
  { timeout: 600_000 },
  async () => {
    /** Each start of the worker has its own time origin. */
    const starts = new Set<number>();
    const noteStart = async () => {
      starts.add(
        await desk.browser.worker.evaluate(() => performance.timeOrigin),
      );
    };
    await noteStart();
    const { ref, lastMessageId } = await desk.viewWhen(
      ({ ticket }) => ticket !== null,
    );
    if (!ref || !lastMessageId) throw new Error("no ticket in front");
    desk.backend.levers.losesReply = () => Math.random() < 0.25;
    desk.backend.levers.delayMs = () => Math.random() * 25;

    let lostAnswers = 0;
    /** As `worker-client.ts` does: what got no answer is asked again. A fact counts once the worker said so. */
    const insist = async (request: PanelRequest) => {
      for (let attempt = 0; attempt < 20; attempt++) {
        const answer = await desk.ask(request as never).catch(() => undefined);
        if (answer && (answer as { ok: boolean }).ok)
          return answer as { ok: true; value: unknown };
        lostAnswers++;
        await new Promise((next) => setTimeout(next, 20));
      }
      throw new Error(`no answer to ${request.type}`);
    };

    let made = 0;
    let kills = 0;
    let killing = Promise.resolve();
    /** Somewhere in the next signal's work. */
    const killSometimes = () => {
      if (made * KILLS < kills * SIGNALS) return;
      kills++;
      killing = new Promise<void>((next) =>
        setTimeout(next, Math.random() * 40),
      )
        .then(() => desk.browser.stopWorker())
        .then(() => undefined);
    };

    const ids: string[] = [];
    const expected = new Map<string, number>();
    while (made < SIGNALS) {
      const asked = await insist({
        type: "panel.suggest",
        tabId: desk.tabId,
        ref,
        lastMessageId,
        instruction: `draft ${ids.length}`,
        intentId: null,
        replaces: null,
      });
      const { suggestionId } = asked.value as { suggestionId: string };
      ids.push(suggestionId);
      for (
        let revision = 1;
        revision <= PER_SUGGESTION && made < SIGNALS;
        revision++
      ) {
        killSometimes();
        await insist(
          revision === 1
            ? { type: "panel.displayed", suggestionId }
            : revision % 2 === 0
              ? {
                  type: "panel.reject",
                  suggestionId,
                  reason: REASONS[
                    (revision / 2) % REASONS.length
                  ] as RejectReason,
                  note: null,
                }
              : { type: "panel.withdraw-rejection", suggestionId },
        );
        made++;
        expected.set(suggestionId, revision);
        await killing;
        if (kills > starts.size - 1)
          await insist({ type: "options.settings" }).then(noteStart);
      }
    }

    desk.backend.levers.losesReply = () => false;
    await expect
      .poll(
        async () =>
          (
            (await insist({ type: "outbox.flush" })).value as {
              waiting: number;
            }
          ).waiting,
        { timeout: 20_000 },
      )
      .toBe(0);

    const { stored, received } = desk.backend;
    expect(stored).toHaveLength(SIGNALS);
    expect(new Set(stored.map(({ signalId }) => signalId)).size).toBe(SIGNALS);
    for (const suggestionId of ids) {
      const revisions = stored
        .filter((signal) => signal.suggestionId === suggestionId)
        .map(({ revision }) => revision);
      expect(revisions).toEqual(
        Array.from(
          { length: expected.get(suggestionId) ?? 0 },
          (_, i) => i + 1,
        ),
      );
    }
    expect(kills).toBe(KILLS);
    expect(starts.size).toBe(KILLS + 1);
    const distinct = new Set(stored.map(({ signalId }) => signalId)).size;
    const repeats = [...received.values()].filter((times) => times > 1).length;
    measured("worker killed while signals are made and sent", {
      kills,
      workers: starts.size,
      suggestions: ids.length,
      signals: SIGNALS,
      lost: SIGNALS - distinct,
      twice: stored.length - distinct,
      lostAnswers,
      sentMoreThanOnce: repeats,
    });
  },
);
