import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { openPglite } from "../../../backend/storage/pglite.ts";
import {
  deadLetters,
  signals,
  suggestionOutcomes,
} from "../../../backend/storage/schema.ts";
import { loggedSoFar } from "../../setup/canaries.ts";
import { measured } from "../../setup/measured.ts";
import { exampleSignal, exampleSuggestionRequest } from "../examples.ts";
import { startServe, type ServeProcess } from "../serve-process.ts";
import { deliver, seeded, type Delivery, type Queue } from "./outbox-client.ts";

/** The sample run, and the whole one of `npm run test:full`. */
const FULL = process.env["HEED_FULL"] === "1";
const KILLS = FULL ? 10 : 3;
const SIGNALS = FULL ? 500 : 150;
const REVISIONS = 5;
const SEED = Number(process.env["HEED_SEED"] ?? 20261124);

describe("a backend that is killed", () => {
  const folder = mkdtempSync(join(tmpdir(), "heed-kill-"));
  let serve: ServeProcess | null = null;
  afterEach(async () => {
    await serve?.kill("SIGKILL");
    serve = null;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    `(SIGKILL, ${KILLS} times during ${SIGNALS} signals) loses none, stores none twice, and keeps their order`,
    { timeout: 600_000 },
    async () => {
      const random = seeded(SEED);
      const env = {
        HEED_DATA_DIR: join(folder, "signals"),
        HEED_PORT: String(await freePort()),
      };
      serve = await startServe(env);
      const { address, pairing, workspaceId } = serve.started;
      // What a backend of its own prints is scanned with the rest of the run (scan-log.ts).
      expect(loggedSoFar()).toContain(address);
      const post = async (path: string, body: object, token: string | null) =>
        fetch(`${address}${path}`, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(10_000),
        });
      const { token } = (await (
        await post(
          "/v1/pairings",
          { code: pairing?.code, deviceName: "kill test" },
          null,
        )
      ).json()) as { token: string };

      const queues: Queue[] = [];
      for (let made = 0; made < SIGNALS / REVISIONS; made++) {
        const suggestionId = randomUUID();
        const answer = await post(
          "/v1/suggestions",
          exampleSuggestionRequest({ suggestionId }),
          token,
        );
        expect(await answer.text()).toContain("event: suggestion");
        queues.push(
          Array.from({ length: REVISIONS }, (_, i) =>
            exampleSignal(suggestionId, i + 1),
          ),
        );
      }
      const sent = queues.flat().map(({ signalId }) => signalId);

      const delivery: Delivery = {
        acknowledged: new Set(),
        requests: 0,
        cut: 0,
        refused: 0,
      };
      const send = async (batch: object[]) => {
        const answer = await post("/v1/signals", { signals: batch }, token);
        return answer.ok
          ? ((await answer.json()) as { acknowledged: string[] })
          : null;
      };
      // Two senders, each with its own suggestions, as two browsers of one agent.
      const halves = [0, 1].map((half) =>
        queues.filter((_, at) => at % 2 === half),
      );
      let delivered = false;
      const sending = Promise.all(
        halves.map((half, i) =>
          deliver(half, send, seeded(SEED + 1 + i), delivery),
        ),
      ).then(() => (delivered = true));

      let kills = 0;
      const killing = (async () => {
        while (kills < KILLS) {
          // Spread over the run; then at any moment of a request, most of which take some milliseconds.
          const due = ((kills + random()) * SIGNALS * 0.9) / KILLS;
          while (delivery.acknowledged.size < due && !delivered) await pause(1);
          await pause(random() * 25);
          await serve?.kill("SIGKILL");
          kills += 1;
          serve = await startServe(env);
          expect(serve.started.pid).toBeGreaterThan(0);
        }
      })();
      await Promise.all([sending, killing]);
      await serve.kill("SIGTERM");

      const database = await openPglite(env.HEED_DATA_DIR);
      const { log, outcomes, letters } = await database.inWorkspace(
        workspaceId,
        async (tx) => ({
          log: await tx.select().from(signals).orderBy(signals.position),
          outcomes: await tx.select().from(suggestionOutcomes),
          letters: await tx.select().from(deadLetters),
        }),
      );
      await database.close();

      const stored = log.map(({ signalId }) => signalId);
      const missingAfterAck = [...delivery.acknowledged].filter(
        (id) => !stored.includes(id),
      ).length;
      const lost = sent.filter((id) => !stored.includes(id)).length;
      const twice = stored.length - new Set(stored).size;
      const outOfOrder = log.filter(
        ({ arrival }) => arrival !== "in_turn",
      ).length;
      measured("backend killed while signals arrive", {
        kills,
        signals: sent.length,
        lost,
        twice,
        outOfOrder,
        missingAfterAck,
        requests: delivery.requests,
        cut: delivery.cut,
        refused: delivery.refused,
        seed: SEED,
      });
      expect({ kills, lost, twice, outOfOrder, missingAfterAck }).toEqual({
        kills: KILLS,
        lost: 0,
        twice: 0,
        outOfOrder: 0,
        missingAfterAck: 0,
      });
      expect(letters).toEqual([]);
      for (const queue of new Set(log.map(({ suggestionId }) => suggestionId)))
        expect(
          log
            .filter(({ suggestionId }) => suggestionId === queue)
            .map(({ revision }) => revision),
        ).toEqual(Array.from({ length: REVISIONS }, (_, i) => i + 1));
      expect(outcomes.map(({ revision }) => revision)).toEqual(
        Array(SIGNALS / REVISIONS).fill(REVISIONS),
      );
      // Kills that hit nothing prove nothing.
      expect(delivery.cut).toBeGreaterThan(0);
    },
  );

  it("during its very first start starts afresh", async () => {
    const dataDir = join(folder, "first-start");
    const starting = startServe(
      { HEED_DATA_DIR: dataDir, HEED_PORT: "0" },
      (child) => {
        const watching = setInterval(() => {
          // The moment at which a half-made database lies there.
          if (!existsSync(join(dataDir, "database.new", "base"))) return;
          clearInterval(watching);
          child.kill("SIGKILL");
        }, 5);
      },
    );
    await expect(starting).rejects.toThrow("heed serve did not start");
    expect(existsSync(join(dataDir, "database"))).toBe(false);
    serve = await startServe({ HEED_DATA_DIR: dataDir, HEED_PORT: "0" });
    expect(serve.started.pairing).not.toBeNull();
  }, 120_000);
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The extension knows one address, so the backend comes back on the same port. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
