import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addMember, createWorkspace } from "../../../backend/auth/members.ts";
import {
  createPairingCode,
  redeemPairingCode,
} from "../../../backend/auth/pairing.ts";
import { runIn } from "../../../backend/cli/run-command.ts";
import { readConfig } from "../../../backend/config.ts";
import { createConversationReader } from "../../../backend/helpdesks/intercom/read-conversation.ts";
import type { Backend } from "../../../backend/main.ts";
import { ACCESS_TOKEN } from "../../sandbox/intercom/api.ts";
import {
  startIntercom,
  type SandboxIntercom,
} from "../../sandbox/intercom/server.ts";
import { COLLEAGUE, SUPPORT_TEAM } from "../../sandbox/intercom/state.ts";
import { parseTickets } from "../../sandbox/tickets.ts";
import { NOW } from "../examples.ts";
import { bearer, startApp, type RunningApp } from "./running-app.ts";

const KEY = "07".repeat(32);
const ROWS = [11, 12]
  .map((id) =>
    JSON.stringify({
      id,
      subject: "Charged twice",
      requester: "Dana Ruiz",
      messages: [
        {
          role: "customer",
          author: "Dana Ruiz",
          at: "2026-11-20T09:14:03Z",
          text: "I was charged twice.",
        },
      ],
    }),
  )
  .join("\n");

/** The route, the commands and the database with the official client and the look-alike's REST API. */
describe("an Intercom conversation", () => {
  let intercom: SandboxIntercom;
  let running: RunningApp;
  let folder: string;
  let workspaceId: string;
  let sam: string;
  let priya: string;
  /** A command of the admin's, by its words. */
  let heed: (...words: string[]) => Promise<unknown>;
  let secretKey: Buffer | null;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "heed-intercom-"));
    writeFileSync(join(folder, "token"), `${ACCESS_TOKEN}\n`);
    writeFileSync(join(folder, "wrong"), "not-the-token\n");
    intercom = await startIntercom({ tickets: parseTickets(ROWS) });
    const config = readConfig(
      { HEED_SECRET_KEY: KEY, HEED_INTERCOM_API: intercom.apiEndpoint },
      folder,
    );
    ({ secretKey } = config);
    running = await startApp({
      conversations: {
        // Made at each reading, as a backend that was started anew has nothing in memory.
        read: (...question) =>
          createConversationReader({
            database: running.database,
            secretKey,
            api: config.intercomApi,
            clock: () => NOW,
          }).read(...question),
      },
    });
    const { database } = running;
    ({ workspaceId } = await createWorkspace(database, "Acme", NOW));
    sam = await tokenFor("Sam Okoro");
    priya = await tokenFor("Priya Nair");
    const backend = { config, database, clock: () => NOW } as Backend;
    heed = async (...words) =>
      (
        await runIn(
          {
            argv: words,
            workingDirectory: folder,
            environment: {},
            userName: "sam",
            progress: () => {},
          },
          backend,
        )
      ).json;
  });
  afterAll(async () => {
    await running?.close();
    await intercom?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => intercom.levers.reset());

  async function tokenFor(name: string): Promise<string> {
    const member = { name, role: "agent" } as const;
    const { database } = running;
    const { memberId } = await addMember(database, workspaceId, member, NOW);
    const { code } = await createPairingCode(
      database,
      workspaceId,
      memberId,
      NOW,
    );
    const paired = await redeemPairingCode(database, code, "x", NOW, 9e6);
    return paired?.token ?? "";
  }

  const read = async (token: string, path = "a86dr8yl/conversations/11") => {
    const answer = await running.app.inject({
      url: `/v1/intercom/${path}`,
      headers: bearer(token),
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  const codeOf = async (token: string, path?: string) => {
    const { status, body } = await read(token, path);
    return status === 200 ? "given" : `${status} ${body.error.code}`;
  };

  it("is given to nobody until an admin has connected and linked", async () => {
    expect(await codeOf(sam)).toBe("404 intercom_not_connected");
    await expect(
      heed("intercom", "connect", "--token-file", "wrong"),
    ).rejects.toThrow("Intercom does not accept this access token");
    expect(
      await heed("intercom", "connect", "--token-file", "token"),
    ).toMatchObject({
      appId: "a86dr8yl",
      name: "Acme",
    });
    expect(await codeOf(sam)).toBe("403 intercom_not_linked");
  });

  it("is given to its assignee, in full", async () => {
    await heed(
      "intercom",
      "link",
      "--name",
      "Sam Okoro",
      "--teammate",
      "sam@acme.example",
    );
    const { status, body } = await read(sam);
    expect(status).toBe(200);
    expect(body.me).toEqual({ userId: "991267715", name: "Sam Okoro" });
    expect(body.ticket).toMatchObject({
      helpdesk: "intercom",
      ticketId: "11",
      completeness: "full",
      messages: [{ role: "customer", text: "I was charged twice." }],
    });
  });

  it("is given to its team, and to nobody else, until an admin widens that; and both are logged", async () => {
    await heed(
      "intercom",
      "link",
      "--name",
      "Priya Nair",
      "--teammate",
      "priya@acme.example",
    );
    expect(await codeOf(priya)).toBe("given");
    const conversation = intercom.state.conversation(11);
    conversation.teamId = null;
    expect(await codeOf(priya)).toBe("403 intercom_not_involved");
    conversation.participantIds.add(COLLEAGUE);
    expect(await codeOf(priya)).toBe("given");
    conversation.participantIds.delete(COLLEAGUE);
    const widened = await heed("intercom", "access", "--rule", "everyone");
    expect(await codeOf(priya)).toBe("given");
    expect(widened).toMatchObject({
      access: "everyone",
      changes: [
        { change: "access", detail: { from: "involved", to: "everyone" } },
        { change: "linked" },
        { change: "linked" },
        { change: "connected" },
      ],
    });
    await heed("intercom", "access", "--rule", "involved");
    expect(await codeOf(priya)).toBe("403 intercom_not_involved");
    conversation.teamId = SUPPORT_TEAM;
  });

  it("is read in either generation", async () => {
    intercom.levers.generation = "2.16";
    const conversation = intercom.state.conversation(11);
    conversation.assigneeId = null;
    expect(await codeOf(sam)).toBe("given");
    intercom.levers.customerWrites(11, "Any news?");
    const { messages } = (await read(sam)).body.ticket;
    expect(messages.at(-1)).toMatchObject({ text: "Any news?" });
    expect(messages.at(-1).messageId).toMatch(/^\d+$/);
  });

  it("shows the newest 500 parts of a long one, and says how many it lacks", async () => {
    for (let n = 1; n <= 510; n++) intercom.levers.customerWrites(12, `L ${n}`);
    const { ticket } = (await read(sam, "a86dr8yl/conversations/12")).body;
    expect(ticket.messages).toHaveLength(501);
    expect(ticket.messages.at(-1).text).toBe("L 510");
    expect(ticket.missing).toEqual(["10 older messages"]);
  });

  it.each([
    ["unauthorized", "424 intercom_token_refused"],
    ["forbidden", "424 intercom_forbidden"],
    ["not-found", "404 intercom_no_conversation"],
    ["server-error", "424 intercom_unexpected"],
  ] as const)("%s is said as %s", async (kind, code) => {
    intercom.levers.apiFault = { kind };
    expect(await codeOf(sam)).toBe(code);
  });

  it("says when Intercom limits requests", async () => {
    intercom.levers.apiFault = { kind: "rate-limited", resetAfterS: 10 };
    expect(await codeOf(sam)).toBe("429 intercom_busy");
  });

  it.each([
    [
      "another workspace's",
      "zzzzzzzz/conversations/11",
      "404 intercom_not_connected",
    ],
    [
      "an unknown one",
      "a86dr8yl/conversations/999",
      "404 intercom_no_conversation",
    ],
    ["no id", "a86dr8yl/conversations/x..", "400 invalid_request"],
  ])("%s: %s is %s", async (_name, path, code) => {
    expect(await codeOf(sam, path)).toBe(code);
  });

  it("keeps the token sealed: another key opens nothing, and the rows and the log never show it", async () => {
    const rows = await running.database.inWorkspace(workspaceId, (tx) =>
      tx.query.intercomAccounts.findMany(),
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(ACCESS_TOKEN);
    expect(running.log.join()).not.toContain(ACCESS_TOKEN);
    const right = secretKey;
    secretKey = Buffer.alloc(32, 9);
    expect(await codeOf(sam)).toBe("424 intercom_key_missing");
    secretKey = null;
    expect(await codeOf(sam)).toBe("424 intercom_key_missing");
    secretKey = right;
  });
});
