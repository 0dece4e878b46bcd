import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "vitest";
import { createWorkspace } from "../../../backend/auth/members.ts";
import { zendesk } from "../../../backend/imports/zendesk.ts";
import type { Database } from "../../../backend/storage/database.ts";
import type { Fault } from "../../sandbox/knowledge/api-server.ts";
import {
  GUIDE_EMAIL,
  GUIDE_TOKEN,
  startGuide,
  type Guide,
} from "../../sandbox/knowledge/zendesk-guide.ts";
import { NOW } from "../examples.ts";
import { freshPglite } from "../storage/fresh-pglite.ts";
import { importer } from "./given.ts";

const article = (id: number, text = `Text of article ${id}.`) => ({
  id,
  title: `Article ${id}`,
  body: `<p>${text}</p>`,
});
const articles = (count: number) =>
  Array.from({ length: count }, (_, at) => article(at + 1));

let database: Database;
let guide: Guide;
beforeAll(async () => {
  ({ database } = await freshPglite());
});
afterAll(() => database.close());
beforeEach(async () => {
  guide = await startGuide(articles(50));
  guide.pageSize = 20;
});
afterEach(() => guide.close());

async function account(options: Record<string, string | boolean> = {}) {
  const { workspaceId } = await createWorkspace(database, "guide", NOW);
  const imports = importer(database, workspaceId);
  const request = {
    options: { subdomain: "acme", ...options },
    environment: {
      HEED_ZENDESK_URL: guide.origin,
      HEED_ZENDESK_EMAIL: GUIDE_EMAIL,
      HEED_ZENDESK_TOKEN: GUIDE_TOKEN,
    },
  };
  return {
    ...imports,
    workspaceId,
    request,
    run: (more: Record<string, string | boolean> = {}, now = NOW) =>
      imports.run(
        zendesk,
        { ...request, options: { ...request.options, ...more } },
        now,
      ),
    dryRun: () => imports.dryRun(zendesk, request),
  };
}

describe("Zendesk Guide", () => {
  it("is read over its pages, with address, locale, audience and no invented owner or date", async () => {
    const { run, candidate, lines } = await account();
    const report = await run();
    expect(report).toMatchObject({ sourceId: "zendesk:acme", unchanged: 0 });
    expect(report.added).toHaveLength(50);
    const { documents } = await candidate();
    expect(documents.find((it) => it.documentId.endsWith(":7:en-us"))).toEqual({
      documentId: "zendesk:acme:7:en-us",
      title: "Article 7",
      owner: null,
      effectiveFrom: null,
      effectiveUntil: null,
      reviewBy: null,
      audience: "public",
      product: null,
      locale: "en-us",
      sourceUrl: "https://acme.zendesk.com/hc/en-us/articles/7",
      body: "Text of article 7.",
    });
    expect(guide.requests).toHaveLength(1 + 3);
    expect(lines.at(-1)).toBe("zendesk:acme: 50 items read.");
  });

  it("changes nothing when it is read again, and says what changed, came and went", async () => {
    const { run, dryRun } = await account();
    await run();
    expect(await run()).toMatchObject({
      ...{ added: [], changed: [], removed: [], leftOut: [], unchanged: 50 },
    });
    guide.articles = [
      ...articles(49).slice(1),
      { ...article(51), title: "New" },
      article(1, "Other text."),
      { ...article(52), draft: true },
    ];
    const expected = {
      added: [{ itemId: "51:en-us", title: "New" }],
      changed: [{ itemId: "1:en-us", title: "Article 1" }],
      removed: [{ itemId: "50:en-us", title: "Article 50" }],
      leftOut: [
        {
          itemId: "52:en-us",
          title: "Article 52",
          because: "It is a draft.",
        },
      ],
      unchanged: 48,
    };
    expect(await dryRun()).toMatchObject({ ...expected, dryRun: true });
    expect(await dryRun()).toMatchObject(expected);
    expect(await run()).toMatchObject({ ...expected, dryRun: false });
    expect(await run()).toMatchObject({ added: [], changed: [], removed: [] });
  });

  it("reads every locale, keeps what a segment may see internal, and takes one section where asked", async () => {
    guide.locales = ["en-us", "de"];
    guide.articles = [
      {
        ...article(1),
        translations: { de: { title: "Eins", body: "<p>Text.</p>" } },
      },
      { ...article(2), segmentId: 5 },
      { ...article(3), sectionId: 12 },
    ];
    const { run, candidate } = await account();
    await run();
    expect(
      (await candidate()).documents.map((it) => [
        it.documentId,
        it.locale,
        it.audience,
      ]),
    ).toEqual([
      ["zendesk:acme:1:de", "de", "public"],
      ["zendesk:acme:1:en-us", "en-us", "public"],
      ["zendesk:acme:2:en-us", "en-us", "internal"],
      ["zendesk:acme:3:en-us", "en-us", "public"],
    ]);
    await run({ sections: "12", "product-from": "section" });
    expect((await candidate()).documents).toMatchObject([
      { documentId: "zendesk:acme:3:en-us", product: "Delivery" },
    ]);
    await expect(run({ sections: "99" })).rejects.toThrow(
      "Zendesk has no section 99.",
    );
  });

  it("reads only what changed, in every locale, with --changes", async () => {
    guide.locales = ["en-us", "de"];
    const { run, candidate } = await account();
    await expect(run({ changes: true })).rejects.toThrow(
      "there is none yet. Leave it out this time.",
    );
    await run({}, new Date("2026-10-01T00:00:00Z"));
    guide.requests.length = 0;
    guide.articles[4] = {
      ...article(5, "Newer."),
      updatedAt: "2026-11-01T00:00:00Z",
      translations: { de: { title: "Fünf", body: "<p>Neuer.</p>" } },
    };
    expect(await run({ changes: true })).toMatchObject({
      added: [{ itemId: "5:de" }],
      changed: [{ itemId: "5:en-us" }],
      removed: [],
    });
    expect((await candidate()).documents).toHaveLength(51);
    expect(guide.requests.length).toBeLessThan(7);
  });

  it("signs in with an OAuth token, too", async () => {
    const { run, request } = await account();
    request.environment.HEED_ZENDESK_EMAIL = "";
    await run();
    expect(guide.lastHeaders["authorization"]).toBe(`Bearer ${GUIDE_TOKEN}`);
  });
});

describe("Zendesk in trouble", () => {
  const always = (fault: Fault) => (path: string) =>
    path.includes("/articles.json") ? fault : null;
  const onPage = (page: number, fault: Fault) => (_: string, nth: number) =>
    nth === page + 1 ? fault : null;

  it.each<[string, (path: string, nth: number) => Fault | null, RegExp]>([
    [
      "401",
      always({ kind: "status", status: 401 }),
      /does not accept the token \(401\)\. Check HEED_ZENDESK_EMAIL and HEED_ZENDESK_TOKEN/,
    ],
    [
      "403",
      always({ kind: "status", status: 403 }),
      /refuses \/api\/v2\/help_center\/en-us\/articles\.json to this user \(403\)\. Use the token of an agent/,
    ],
    [
      "404",
      always({ kind: "status", status: 404 }),
      /has nothing at .*articles\.json \(404\)\. Check the subdomain/,
    ],
    [
      "500 on page 2",
      onPage(2, { kind: "status", status: 500 }),
      /answered 500 to .* \("Trouble"\)\. Run the command again/,
    ],
    [
      "429 for an hour",
      onPage(2, {
        kind: "status",
        status: 429,
        headers: { "retry-after": "3600" },
      }),
      /asks to wait 3600 s \(429\)\. Run the command again after that\./,
    ],
    [
      "a login page",
      onPage(1, { kind: "html" }),
      /a page instead of data\. Check that .* is the address/,
    ],
    [
      "JSON that is cut short",
      onPage(3, { kind: "broken-json" }),
      /answer is no JSON/,
    ],
  ])(
    "%s: one clear line, and nothing half imported is visible",
    async (_, fault, message) => {
      const { run, candidate } = await account();
      guide.fault = fault;
      await expect(run()).rejects.toThrow(message);
      expect((await candidate()).documents).toEqual([]);
      // The trouble over, the same command brings the whole.
      guide.fault = () => null;
      await run();
      expect((await candidate()).documents).toHaveLength(50);
    },
  );

  it("waits as long as a 429 asks, and goes on", async () => {
    const { run, lines } = await account();
    guide.fault = onPage(2, {
      kind: "status",
      status: 429,
      headers: { "retry-after": "1" },
    });
    expect((await run()).added).toHaveLength(50);
    expect(lines).toContain("Zendesk asks to wait 1 s.");
  });

  it("tries a connection that is cut again, and what was there before stays until the end is reached", async () => {
    const { run, candidate } = await account();
    guide.fault = onPage(3, { kind: "cut" });
    expect((await run()).added).toHaveLength(50);
    guide.articles = articles(3);
    guide.fault = always({ kind: "cut" });
    await expect(run()).rejects.toThrow(
      /cannot be reached, or cuts the connection \(\w+, 5 times\)/,
    );
    expect((await candidate()).documents).toHaveLength(50);
  });

  it("goes on where it stopped, without reading the first pages again", async () => {
    const { run } = await account();
    guide.fault = onPage(3, { kind: "status", status: 500 });
    await expect(run()).rejects.toThrow("500");
    guide.fault = () => null;
    guide.requests.length = 0;
    expect(await run()).toMatchObject({ resumedAfter: 40 });
    expect(guide.requests).toHaveLength(1 + 1);
  });

  it("notices a page that comes again and again", async () => {
    const { run, candidate } = await account();
    guide.repeats = true;
    await expect(run()).rejects.toThrow(
      "zendesk:acme sends the same page again and again",
    );
    expect(guide.requests.length).toBeLessThan(6);
    expect((await candidate()).documents).toEqual([]);
  });

  it("does not follow a next page to another address with the token", async () => {
    const { run, candidate } = await account();
    guide.leadsTo = "http://localhost:1";
    await expect(run()).rejects.toThrow(
      "names a next page at another address (localhost:1), which is not followed.",
    );
    expect((await candidate()).documents).toEqual([]);
  });

  it("leaves out what has no text, what is too long, and what nobody can read; and says which", async () => {
    guide.articles = [
      article(1),
      { id: 2, title: "Empty", body: "" },
      { id: 3, title: "None", body: null },
      { id: 4, title: "Long", body: `<p>${"word ".repeat(1_000_000)}</p>` },
      { id: 5, title: "Deep", body: "<div>".repeat(50_000) },
      {
        id: 6,
        title: "Pictures",
        body: `<p>Short.</p><img src="data:image/png;base64,${"A".repeat(5_000_000)}">`,
      },
      { id: 7, title: "Broken", body: "<p>Half a <b>tag <table><tr><td>x" },
    ];
    const { run, candidate } = await account();
    const { leftOut } = await run();
    expect(leftOut.map(({ title, because }) => [title, because])).toEqual([
      ["Empty", "It has no text."],
      ["None", "It has no text."],
      [
        "Long",
        "It holds 5.0 MB of text, more than 1 MB. Split it into articles.",
      ],
      ["Deep", "Its HTML is nested too deep to be read."],
    ]);
    expect((await candidate()).documents.map((it) => it.title)).toEqual([
      "Article 1",
      "Pictures",
      "Broken",
    ]);
  });
});
