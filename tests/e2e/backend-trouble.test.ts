import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { signOutEverywhere } from "../../backend/auth/members.ts";
import { readPack } from "../../backend/packs/read-pack.ts";
import { members } from "../../backend/storage/schema.ts";
import { readTickets } from "../sandbox/tickets.ts";
import { startFaultProxy, type Fault, type FaultProxy } from "./fault-proxy.ts";
import { showTicket, submit } from "./helpdesk-page.ts";
import {
  askWorker,
  insertReply,
  keptSuggestion,
  waitForAnswer,
} from "./panel-page.ts";
import { startStack, type Stack } from "./stack.ts";

const ASSETS = join(import.meta.dirname, "../../assets");

/** Two seconds, and what a loaded test machine needs to draw a page. Timings proper are in the benchmarks. */
const SAID_WITHIN_MS = 4000;

describe("a backend in trouble", () => {
  let stack: Stack;
  let proxy: FaultProxy;
  const ids: number[] = [];

  beforeAll(async () => {
    const reading = readPack(join(ASSETS, "sample-pack"));
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    const tickets = readTickets(
      join(ASSETS, "sample-tickets/tickets.jsonl"),
    ).filter(({ id }) => id < 48212);
    stack = await startStack({
      tickets,
      pack: reading.pack,
      addressOf: async ({ address }) => {
        proxy = await startFaultProxy(address);
        return proxy.address;
      },
    });
    ids.push(...tickets.map(({ id }) => id));
  });
  afterEach(() => proxy?.set("none"));
  afterAll(async () => {
    await stack?.close();
    await proxy?.close();
  });

  const nextTicket = () => {
    const id = ids.shift();
    if (id === undefined) throw new Error("no ticket is left");
    return id;
  };

  it.each<[Fault, RegExp]>([
    ["down", /Offline/],
    ["error_500", /answered with an error \(internal\)/],
    ["silent", /Still waiting after 2 seconds|did not answer in time/],
    ["newer_contract", /Heed here is older than your backend/],
  ])("%s: the panel says so, and what to do", async (fault, said) => {
    await proxy.set(fault);
    await showTicket(stack.helpdesk, nextTicket());
    await stack.panel
      .getByText(said)
      .first()
      .waitFor({ timeout: SAID_WITHIN_MS });
    expect(await stack.panel.innerText("body")).toMatch(
      /Retry|Stop|keep waiting|must update/,
    );
  });

  it("comes back by itself: the next ticket is drafted", async () => {
    const id = nextTicket();
    await showTicket(stack.helpdesk, id);
    expect(await waitForAnswer(stack.panel, id)).toMatch(/draft|brief|abst/);
  });

  it("keeps the signals while it is away, and delivers each once", async () => {
    let id = nextTicket();
    for (;;) {
      await showTicket(stack.helpdesk, id);
      if ((await waitForAnswer(stack.panel, id)) === "draft") break;
      id = nextTicket();
    }
    const kept = await keptSuggestion(stack.panel, `zendesk:acme:${id}`);
    const suggestionId = kept?.suggestionId ?? "";
    await insertReply(stack.panel);
    await proxy.set("down");
    await submit(stack.helpdesk, id);
    await stack.panel.getByText(/signals? waits? on this computer/).waitFor();
    expect((await stack.backend.outcomeOf(suggestionId))?.outcome).not.toBe(
      "accepted",
    );

    // It is back, but its first answers are lost on the way: what is stored must not be stored again.
    await proxy.set("lost_answers");
    await askWorker(stack.panel, { type: "outbox.flush" });
    await proxy.set("none");
    await expect
      .poll(
        async () => {
          await askWorker(stack.panel, { type: "outbox.flush" });
          return (await stack.backend.outcomeOf(suggestionId))?.outcome;
        },
        { timeout: 15_000 },
      )
      .toBe("accepted");
    const log = await stack.backend.signalLog();
    expect(new Set(log.map(({ signalId }) => signalId)).size).toBe(log.length);
  });

  it("a token that was ended: the panel asks for a new code", async () => {
    const { database, workspaceId } = stack.backend;
    const [member] = await database.inWorkspace(workspaceId, (tx) =>
      tx.select().from(members),
    );
    await signOutEverywhere(
      database,
      workspaceId,
      member?.memberId ?? "",
      new Date(),
    );
    await showTicket(stack.helpdesk, nextTicket());
    await stack.panel
      .getByText("This connection has ended.")
      .first()
      .waitFor({ timeout: SAID_WITHIN_MS });
    expect(await stack.panel.innerText("body")).toContain(
      "Ask your admin for a new code.",
    );
  });
});
