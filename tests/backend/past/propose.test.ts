import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { heed as runHeed } from "../../../backend/cli/heed.ts";
import { propose } from "../../../backend/past/propose.ts";
import { readPastTickets } from "../../../backend/past/past-tickets.ts";
import { readTicket } from "../../../backend/past/read-ticket.ts";
import { openPglite } from "../../../backend/storage/pglite.ts";
import { readPack } from "../../../backend/packs/read-pack.ts";
import {
  GUIDE_EMAIL,
  GUIDE_TOKEN,
  SOLVED_AT,
  startGuide,
  type Guide,
  type SolvedTicket,
} from "../../sandbox/knowledge/zendesk-guide.ts";
import { ACCESS_TOKEN } from "../../sandbox/intercom/api.ts";
import {
  startIntercom,
  type SandboxIntercom,
} from "../../sandbox/intercom/server.ts";
import { parseTickets } from "../../sandbox/tickets.ts";
import { exampleTicket, NOW } from "../examples.ts";

const SAMPLE_PACK = resolve(import.meta.dirname, "../../../assets/sample-pack");
const STEADY =
  "Please keep the lamp switched off and away from children until our workshop has looked at it.";

const solved: SolvedTicket[] = [
  ...[
    "My lantern flickers at night",
    "The lantern flickers after an hour",
    "Lantern flickers when it is cold",
    "Why does the lantern flicker",
  ].map((question, at) => ({
    id: at + 1,
    subject: "Lantern flickers",
    question: `${question}. Call me on +49 170 1234567 or dana.ruiz@example.com.\n\nDana Ruiz`,
    reply: `Hi Dana,\n\n${STEADY}\n\nKind regards,\nSam`,
  })),
  {
    id: 8,
    subject: "Return",
    question: "How long do I have to return a tent that I have not used?",
    reply: "Thirty days.",
  },
  {
    id: 9,
    subject: "Secret",
    question: "Lantern flickers too",
    reply: STEADY,
    hidden: true,
  },
];

const asConversations = (tickets: SolvedTicket[]) =>
  parseTickets(
    tickets
      .map(({ id, subject, question, reply }) =>
        JSON.stringify({
          id,
          subject,
          channel: "email",
          status: "solved",
          requester: "Dana Ruiz",
          messages: [
            { role: "customer", author: "Dana Ruiz", text: question },
            { role: "agent", author: "Sam Okoro", text: reply },
          ].map((message, minute) => ({
            ...message,
            visibility: "public",
            at: `2026-11-20T09:1${minute}:00Z`,
          })),
        }),
      )
      .join("\n"),
  );

describe("what solved tickets suggest", () => {
  let folder: string;
  let guide: Guide;
  let intercom: SandboxIntercom;
  const heed = async (...words: string[]) => {
    const { exitCode, stdout } = await runHeed([...words, "--json"], {
      workingDirectory: folder,
      environment: {
        HEED_DATA_DIR: join(folder, "data"),
        HEED_EMBEDDER: "hashing",
        HEED_ZENDESK_URL: guide.origin,
        HEED_ZENDESK_EMAIL: GUIDE_EMAIL,
        HEED_ZENDESK_TOKEN: GUIDE_TOKEN,
        HEED_INTERCOM_URL: intercom.apiEndpoint,
        HEED_INTERCOM_TOKEN: ACCESS_TOKEN,
      },
    });
    return { exitCode, ...JSON.parse(stdout) };
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "heed-past-"));
    cpSync(SAMPLE_PACK, join(folder, "pack"), { recursive: true });
    guide = await startGuide([]);
    guide.solved = solved;
    intercom = await startIntercom({ tickets: asConversations(solved) });
    await heed("release", "create", "pack");
  });
  afterAll(async () => {
    await guide.close();
    await intercom.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("proposes questions, an intent and a reply that recur, with no personal data, and skips what it may not read", async () => {
    const found = await heed("knowledge", "propose", "--subdomain", "acme");
    expect(found).toMatchObject({ exitCode: 0, tickets: 5, kept: 5 });
    expect(found.questions).toMatchObject([
      { tickets: 4, ticketIds: ["1", "2", "3", "4"] },
    ]);
    expect(found.replies).toEqual([
      { accept: false, id: "from-replies-1", tickets: 4, text: STEADY },
    ]);
    const written = readFileSync(join(folder, "proposals.yaml"), "utf8");
    expect(written).not.toMatch(/Dana|Ruiz|example\.com|1234567/);
    expect(written).not.toContain("check the bank");
  });

  it("takes into the pack only what is ticked, and only when the pack is right then", async () => {
    const file = join(folder, "proposals.yaml");
    const accept = () =>
      heed(
        "knowledge",
        "accept",
        "proposals.yaml",
        "pack",
        "--approved-by",
        "Mara Voss",
      );
    expect(await accept()).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining("Nothing is ticked"),
    });
    writeFileSync(
      file,
      readFileSync(file, "utf8").replaceAll("accept: false", "accept: true"),
    );
    const before = readFileSync(join(folder, "pack/intents.yaml"), "utf8");
    expect(await accept()).toMatchObject({
      exitCode: 0,
      files: expect.arrayContaining(["templates/from-replies-1.md"]),
    });
    const reading = readPack(join(folder, "pack"));
    expect(
      reading.ok &&
        reading.pack.templates.find((it) => it.templateId === "from-replies-1"),
    ).toMatchObject({ text: STEADY, approvedBy: "Mara Voss" });
    expect(
      readFileSync(join(folder, "pack/intents.yaml"), "utf8").startsWith(
        before.trimEnd(),
      ),
    ).toBe(true);
    expect(await accept()).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining("exists already"),
    });
    writeFileSync(file, "intents: 5\n");
    expect(await accept()).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining("proposals.yaml cannot be read: intents"),
    });
    expect(
      await heed("knowledge", "propose", "--subdomain", "acme", "--last", "0"),
    ).toMatchObject({ exitCode: 2 });
  });

  it("keeps each Zendesk ticket once, without a word that tells whose it was", async () => {
    guide.solved = solved.map((it) =>
      it.id === 8 ? { ...it, question: `${it.question} Dana` } : it,
    );
    expect(
      await heed("knowledge", "propose", "--subdomain", "acme"),
    ).toMatchObject({ exitCode: 0, kept: 5 });
    guide.solved = solved;
    const database = await openPglite(join(folder, "data"));
    const [workspace] = await database.listWorkspaces();
    const kept = await readPastTickets(database, workspace!.workspaceId, {
      helpdesk: "zendesk",
      accountKey: "acme",
    });
    await database.close();
    expect(kept.map(({ ticketId }) => ticketId).toSorted()).toEqual([
      ...["1", "2", "3", "4", "8"],
    ]);
    expect(kept.find(({ ticketId }) => ticketId === "8")).toEqual({
      ticketId: "8",
      solvedAt: new Date(SOLVED_AT).toISOString(),
      subject: "Return",
      question: expect.stringMatching(/^How long .+ not used\? ⟦NAME_\d⟧$/),
    });
    expect(JSON.stringify(kept)).not.toMatch(
      /Dana|Ruiz|example\.com|1234567|check the bank|Thirty/,
    );
  });

  it("does so for Intercom's closed conversations, too", async () => {
    const found = await heed("knowledge", "propose", "--from", "intercom");
    expect(found).toMatchObject({
      exitCode: 0,
      tickets: 6,
      kept: 0,
      replies: [{ tickets: 5, text: STEADY }],
    });
    expect(readFileSync(join(folder, "proposals.yaml"), "utf8")).not.toMatch(
      /Dana|Ruiz|example\.com|1234567/,
    );
    intercom.levers.apiFault = { kind: "unauthorized" };
    expect(
      await heed("knowledge", "propose", "--from", "intercom"),
    ).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining("Check HEED_INTERCOM_TOKEN"),
    });
    expect(
      await heed("knowledge", "propose", "--from", "helpscout"),
    ).toMatchObject({
      exitCode: 2,
      error: '--from takes zendesk or intercom, not "helpscout".',
    });
  });
});

describe("proposed intents", () => {
  const asking = (ticketId: string, text: string) => {
    const ticket = exampleTicket({ ticketId, subject: null });
    const [first] = ticket.messages;
    if (!first) throw new Error("no message");
    return readTicket(
      null,
      {
        ...ticket,
        messages: [{ ...first, role: "customer", visibility: "public", text }],
      },
      NOW,
    );
  };

  it("need three tickets that ask alike, and have their words for a name and examples", async () => {
    const texts = [
      "Can I charter the balloon for a wedding?",
      "Charter a balloon for our wedding",
      "We want to charter your balloon, wedding in May",
      "What is the weather like?",
    ];
    const read = await Promise.all(
      texts.map((text, at) => asking(String(at), text)),
    );
    expect(propose(read).intents).toMatchObject([
      {
        accept: false,
        id: expect.stringMatching(/balloon|charter|wedding/),
        tickets: 3,
        examples: texts.slice(0, 3),
      },
    ]);
    expect(propose(read.slice(1)).intents).toEqual([]);
  });

  it("are none for tickets that have one", async () => {
    const read = await Promise.all(
      [1, 2, 3].map((at) => asking(String(at), "Charter the balloon")),
    );
    const known = read.map((it) => ({
      ...it,
      hasIntent: true,
      hasSource: true,
    }));
    expect(propose(known)).toEqual({ intents: [], questions: [], replies: [] });
  });
});
