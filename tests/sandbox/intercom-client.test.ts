import { IntercomClient } from "intercom-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCESS_TOKEN } from "./intercom/api.ts";
import { startIntercom, type SandboxIntercom } from "./intercom/server.ts";
import { COLLEAGUE, ME, SUPPORT_TEAM } from "./intercom/state.ts";
import { parseTickets } from "./tickets.ts";

const ROWS = [1, 2, 3]
  .map((id) =>
    JSON.stringify({
      id,
      subject: `Question ${id}`,
      channel: "messaging",
      requester: "Dana Ruiz",
      tags: ["billing"],
      fields: { "Order ID": "A-77120" },
      messages: [
        ["customer", "public", "Dana Ruiz", "I was charged twice."],
        ["bot", "public", "Operator", "What is your order number?"],
        ["agent", "internal", "Sam Okoro", "Two captures."],
        ["agent", "public", "Priya Nair", "I am checking this."],
      ].map(([role, visibility, author, text], index) => ({
        role,
        visibility,
        author,
        text,
        at: `2026-11-20T09:1${index}:00Z`,
      })),
    }),
  )
  .join("\n");

/** What the official client gets from the look-alike, it must get from Intercom in the same shape. */
describe("the official client and the look-alike", () => {
  let intercom: SandboxIntercom;
  let client: IntercomClient;

  beforeAll(async () => {
    intercom = await startIntercom({ tickets: parseTickets(ROWS) });
    client = new IntercomClient({
      baseUrl: intercom.apiEndpoint,
      token: ACCESS_TOKEN,
      maxRetries: 0,
    });
  });
  afterAll(() => intercom.close());

  it("finds a conversation with its source, parts, contact, people and fields", async () => {
    const found = await client.conversations.find({ conversation_id: "1" });
    expect(found.source.body).toContain("I was charged twice.");
    expect(found.source.author?.name).toBe("Dana Ruiz");
    expect(
      found.conversation_parts?.conversation_parts?.map(
        ({ part_type, author }) => [part_type, author?.type],
      ),
    ).toEqual([
      ["quick_reply", "bot"],
      ["note", "admin"],
      ["comment", "admin"],
    ]);
    expect(found.admin_assignee_id).toBe(ME);
    // The client's types have another name here than its own example answers.
    expect(found.teammates).toMatchObject({ teammates: [{ id: String(ME) }] });
    expect(found.custom_attributes["Order ID"]).toBe("A-77120");
    expect(found.tags?.tags?.[0]?.name).toBe("billing");
  });

  it("keeps the newest 500 parts, and counts them all", async () => {
    for (let n = 1; n <= 503; n++)
      intercom.levers.customerWrites(2, `Line ${n}`);
    intercom.levers.happens(2, "channel_and_reply_time_expectation");
    const { conversation_parts } = await client.conversations.find({
      conversation_id: "2",
    });
    expect(conversation_parts?.conversation_parts).toHaveLength(500);
    expect(conversation_parts?.total_count).toBe(507);
    expect(conversation_parts?.conversation_parts?.at(-1)?.part_type).toBe(
      "channel_and_reply_time_expectation",
    );
  });

  it("answers in either generation", async () => {
    intercom.state.conversation(3).assigneeId = null;
    intercom.levers.generation = "2.16";
    const newer = await client.conversations.find({ conversation_id: "3" });
    expect(newer.admin_assignee_id).toBe(0);
    intercom.levers.generation = null;
    const older = await client.conversations.find({ conversation_id: "3" });
    expect(older.admin_assignee_id).toBeNull();
  });

  it("lists conversations page by page", async () => {
    const seen: string[] = [];
    const pages = await client.conversations.list({ per_page: 2 });
    for await (const { id } of pages) seen.push(id);
    expect(seen.toSorted()).toEqual(["1", "2", "3"]);
  });

  it("knows its people and teams", async () => {
    expect((await client.admins.identify())?.id).toBe(String(ME));
    const { admins } = await client.admins.list();
    expect(admins?.map((it) => it?.email)).toContain("priya@acme.example");
    const team = await client.teams.find({ team_id: String(SUPPORT_TEAM) });
    expect(team.admin_ids).toEqual([ME, COLLEAGUE]);
    const { contact } = intercom.state.conversation(1);
    const found = await client.contacts.find({ contact_id: contact.id });
    expect(found).toMatchObject({ name: "Dana Ruiz" });
  });

  it("takes a reply, and refuses a wrong token and an unknown conversation", async () => {
    await client.conversations.reply({
      conversation_id: "1",
      body: {
        message_type: "comment",
        type: "admin",
        admin_id: String(ME),
        body: "<p>Done.</p>",
      },
    });
    expect(intercom.state.conversation(1).parts.at(-1)?.html).toBe(
      "<p>Done.</p>",
    );
    await expect(
      client.conversations.find({ conversation_id: "99" }),
    ).rejects.toMatchObject({ statusCode: 404 });
    const stranger = new IntercomClient({
      baseUrl: intercom.apiEndpoint,
      token: "wrong",
      maxRetries: 0,
    });
    await expect(
      stranger.conversations.find({ conversation_id: "1" }),
    ).rejects.toMatchObject({ statusCode: 401 });
  });
});
