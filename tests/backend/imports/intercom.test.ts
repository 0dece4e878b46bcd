import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace } from "../../../backend/auth/members.ts";
import { intercom } from "../../../backend/imports/intercom.ts";
import type { Database } from "../../../backend/storage/database.ts";
import type { Fault } from "../../sandbox/knowledge/api-server.ts";
import {
  INTERCOM_TOKEN,
  startIntercomArticles,
  type IntercomRows,
} from "../../sandbox/knowledge/intercom-articles.ts";
import { NOW } from "../examples.ts";
import { freshPglite } from "../storage/fresh-pglite.ts";
import { importer } from "./given.ts";

const articles = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: String(at + 1),
    title: `Article ${at + 1}`,
    body: `<p class="no-margin">Text of article ${at + 1}.</p>`,
    updatedAt: 1_790_000_000 - at,
  }));

const internal = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: String(at + 1),
    title: `Article ${at + 1}`,
    body: "<p>Escalate.</p>",
  }));

let database: Database;
let server: IntercomRows;
beforeAll(async () => {
  ({ database } = await freshPglite());
});
afterAll(() => database.close());
afterEach(() => server.close());

async function account(rows: Partial<IntercomRows>) {
  server = await startIntercomArticles({ pageSize: 4, ...rows });
  const { workspaceId } = await createWorkspace(database, "intercom", NOW);
  const imports = importer(database, workspaceId);
  const environment = {
    HEED_INTERCOM_URL: server.origin,
    HEED_INTERCOM_TOKEN: INTERCOM_TOKEN,
  };
  return {
    ...imports,
    run: () => imports.run(intercom, { environment }),
  };
}

describe("Intercom", () => {
  it("brings published articles in every language, and internal articles with their owner, kept internal", async () => {
    const { run, candidate } = await account({
      articles: [
        ...articles(9),
        { id: "50", title: "Draft", body: "<p>x</p>", state: "draft" },
        {
          id: "60",
          title: "Two",
          body: "<p>Two.</p>",
          translated: {
            en: { title: "Two", body: "<p>Two.</p>" },
            de: { title: "Zwei", body: "<p>Zwei.</p>" },
          },
        },
      ],
      internal: [
        {
          id: "7",
          title: "Ladder",
          body: "<p>Escalate.</p>",
          ownerId: 991267492,
        },
        { id: "8", title: "Nobody's", body: "<p>Text.</p>" },
      ],
    });
    const report = await run();
    expect(report.sourceId).toBe("intercom:a86dr8yl");
    expect(report.leftOut).toMatchObject([
      { itemId: "50:en", because: "It is not published." },
    ]);
    const { documents } = await candidate();
    expect(documents).toHaveLength(9 + 2 + 2);
    const by = (end: string) =>
      documents.find((it) => it.documentId === `intercom:a86dr8yl:${end}`);
    expect(by("60:de")).toMatchObject({
      title: "Zwei",
      locale: "de",
      audience: "public",
      sourceUrl: "https://help.acme.example/de/articles/60",
      owner: null,
      effectiveFrom: null,
      body: "Zwei.",
    });
    expect(by("internal-7")).toMatchObject({
      audience: "internal",
      owner: "Priya Nair",
    });
    expect(by("internal-8")).toMatchObject({ owner: null });
    expect(server.lastHeaders["intercom-version"]).toBe("2.14");
    expect(await run()).toMatchObject({
      added: [],
      changed: [],
      unchanged: 13,
    });
  });

  it("misses no article that is edited while the list is read", async () => {
    const { run, candidate } = await account({ articles: articles(10) });
    server.fault = (path) => {
      // After page 1 the last article is edited, and so moves to the front, which was read already.
      const last = server.articles[9];
      if (path.startsWith("/articles?page=2") && last)
        server.articles[9] = {
          ...last,
          title: "Edited",
          updatedAt: 1_800_000_000,
        };
      return null;
    };
    await run();
    const titles = (await candidate()).documents.map(({ title }) => title);
    expect(titles).toHaveLength(10);
    expect(titles).toContain("Edited");
  });

  it("begins again when articles come or go meanwhile, and gives up when it never holds still", async () => {
    const { run, candidate } = await account({ articles: articles(10) });
    let deleted = false;
    server.fault = (path) => {
      if (path.startsWith("/articles?page=2") && !deleted) {
        deleted = true;
        server.articles = server.articles.slice(1);
      }
      return null;
    };
    await run();
    expect((await candidate()).documents).toHaveLength(9);
    server.fault = (path) => {
      if (path.startsWith("/articles?page=2"))
        server.articles = server.articles.slice(1);
      return null;
    };
    server.articles = articles(40);
    await expect(run()).rejects.toThrow(
      "changed while they were read, three times over",
    );
    expect((await candidate()).documents).toHaveLength(9);
  });

  it.each<[string, Fault, RegExp]>([
    [
      "401",
      { kind: "status", status: 401 },
      /does not accept the token \(401\)\. Check HEED_INTERCOM_TOKEN/,
    ],
    [
      "403",
      { kind: "status", status: 403 },
      /refuses \/articles to this token \(403\)\. Tick the permission/,
    ],
    [
      "404",
      { kind: "status", status: 404 },
      /has nothing at \/articles \(404\)/,
    ],
    ["500", { kind: "status", status: 500 }, /answered 500 to \/articles/],
    [
      "429 for long",
      { kind: "status", status: 429, headers: { "retry-after": "900" } },
      /Intercom asks to wait 900 s \(429\)/,
    ],
    ["a login page", { kind: "html" }, /answer is no JSON\. Check that/],
    [
      "a cut connection",
      { kind: "cut" },
      /cannot be reached, or cuts the connection/,
    ],
  ])(
    "%s on page 2: one clear line, nothing half imported, and then the whole",
    async (_, fault, message) => {
      const { run, candidate } = await account({ articles: articles(10) });
      server.fault = (path) =>
        path.startsWith("/articles?page=2") ? fault : null;
      await expect(run()).rejects.toThrow(message);
      expect((await candidate()).documents).toEqual([]);
      server.fault = () => null;
      expect(await run()).toMatchObject({ resumedAfter: 4 });
      expect((await candidate()).documents).toHaveLength(10);
    },
  );

  it.each<[string, Partial<IntercomRows>]>([
    ["articles", { articles: articles(10) }],
    ["internal articles", { internal: internal(10) }],
    ["internal articles on two pages", { internal: internal(8) }],
  ])("notices a page of %s that comes again and again", async (_, rows) => {
    const { run, candidate } = await account(rows);
    await run();
    const before = await candidate();
    server.repeats = true;
    server.requests.length = 0;
    await expect(run()).rejects.toThrow(
      "intercom:a86dr8yl sends the same page again and again",
    );
    expect(server.requests.length).toBeLessThan(8);
    expect(await candidate()).toEqual(before);
  });

  it("leaves out what has no text, what is too long, and what nobody can read; and says which", async () => {
    const bodies: [string, string | null][] = [
      ["Empty", ""],
      ["None", null],
      ["Long", `<p>${"word ".repeat(1_000_000)}</p>`],
      ["Deep", "<div>".repeat(50_000)],
      [
        "Pictures",
        `<p>Short.</p><img src="data:image/png;base64,${"A".repeat(5_000_000)}">`,
      ],
      ["Broken", "<p>Half a <b>tag <table><tr><td>x"],
    ];
    const rows = bodies.map(([title, body], at) => ({
      ...{ id: `${90 + at}`, title, body },
      updatedAt: 1_700_000_000 - at,
    }));
    const { run, candidate } = await account({
      articles: [...articles(1), ...rows],
      internal: rows
        .filter(({ title }) => /Empty|Long|Broken/.test(title))
        .map((row) => ({ ...row, body: row.body ?? "" })),
    });
    const { leftOut } = await run();
    const because = [
      ["Empty", "It has no text."],
      ["None", "It has no text."],
      [
        "Long",
        "It holds 5.0 MB of text, more than 1 MB. Split it into articles.",
      ],
      ["Deep", "Its HTML is nested too deep to be read."],
    ];
    expect(leftOut.map((it) => [it.title, it.because])).toEqual([
      ...because,
      ...because.filter(([title]) => title === "Empty" || title === "Long"),
    ]);
    expect((await candidate()).documents.map((it) => it.title)).toEqual([
      ...["Article 1", "Pictures", "Broken"],
      "Broken",
    ]);
  });
});
