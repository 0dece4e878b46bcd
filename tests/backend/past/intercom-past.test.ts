import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openIntercom } from "../../../backend/helpdesks/intercom-reader.ts";
import { closedConversations } from "../../../backend/past/intercom-past.ts";
import { ACCESS_TOKEN } from "../../sandbox/intercom/api.ts";
import {
  startIntercom,
  type SandboxIntercom,
} from "../../sandbox/intercom/server.ts";
import type { ApiFault } from "../../sandbox/intercom/levers.ts";
import { parseTickets } from "../../sandbox/tickets.ts";

const NOW = new Date("2026-11-23T10:00:00.000Z");

/** One a day, the first one the oldest; the last is still open. */
const DAYS = 9;
const ROWS = Array.from({ length: DAYS }, (_, at) =>
  JSON.stringify({
    id: at + 1,
    subject: "Lantern flickers",
    channel: "messaging",
    status: at === DAYS - 1 ? "open" : "solved",
    requester: "Dana Ruiz",
    messages: [
      [
        "customer",
        "public",
        "Dana Ruiz",
        "The lantern flickers. Write to dana.ruiz@example.com.",
      ],
      ["agent", "internal", "Sam Okoro", "Known fault, do not tell."],
      ["agent", "public", "Priya Nair", "Please send it to us."],
    ].map(([role, visibility, author, text], minute) => ({
      role,
      visibility,
      author,
      text,
      at: `2026-11-${10 + at}T09:1${minute}:00Z`,
    })),
  }),
).join("\n");

describe("closed Intercom conversations", () => {
  let intercom: SandboxIntercom;
  beforeAll(async () => {
    intercom = await startIntercom({ tickets: parseTickets(ROWS) });
  });
  afterEach(() => intercom.levers.reset());
  afterAll(() => intercom.close());
  const newest = async (last: number) => {
    const reader = openIntercom(
      { origin: intercom.apiEndpoint, token: ACCESS_TOKEN },
      { pauseMs: 1 },
    );
    const read = [];
    for await (const one of closedConversations(reader, "acme", last, NOW))
      read.push(one);
    return read;
  };
  it.each<[number, string[]]>([
    [1, ["8"]],
    [3, ["8", "7", "6"]],
    [200, ["8", "7", "6", "5", "4", "3", "2", "1"]],
  ])("are the newest %i, whatever order a search has", async (last, ids) => {
    const read = await newest(last);
    expect(read.map(({ ticketId }) => ticketId)).toEqual(ids);
    // Notes are for the team.
    expect(JSON.stringify(read)).not.toContain("do not tell");
    expect(read[0]?.messages.map(({ role }) => role)).toEqual([
      "customer",
      "agent",
    ]);
  });

  it.each<[ApiFault, RegExp]>([
    [{ kind: "unauthorized" }, /does not accept the token \(401\)/],
    [{ kind: "forbidden" }, /refuses .+ to this token \(403\)/],
    [{ kind: "not-found" }, /has nothing at .+ \(404\)/],
  ])("%j is told in one clear line", async (fault, message) => {
    intercom.levers.apiFault = fault;
    await expect(newest(1)).rejects.toThrow(message);
  });

  it("that are gone by the time they are read are left out", async () => {
    const conversation = intercom.state.conversation("8");
    const reader = openIntercom({
      origin: intercom.apiEndpoint,
      token: ACCESS_TOKEN,
    });
    const read = [];
    for await (const { ticketId } of closedConversations(
      {
        ...reader,
        conversation(id) {
          if (id === "8") intercom.state.conversations.delete(id);
          return reader.conversation(id);
        },
      },
      "acme",
      2,
      NOW,
    ))
      read.push(ticketId);
    intercom.state.conversations.set("8", conversation);
    expect(read).toEqual(["7"]);
  });
});
