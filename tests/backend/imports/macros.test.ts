import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace } from "../../../backend/auth/members.ts";
import { intercomMacros } from "../../../backend/imports/intercom-macros.ts";
import { zendeskMacros } from "../../../backend/imports/zendesk-macros.ts";
import type { Database } from "../../../backend/storage/database.ts";
import type { ApiServer, Fault } from "../../sandbox/knowledge/api-server.ts";
import {
  INTERCOM_TOKEN,
  startIntercomArticles,
  type IntercomRows,
} from "../../sandbox/knowledge/intercom-articles.ts";
import {
  GUIDE_TOKEN,
  startGuide,
  type GuideMacro,
} from "../../sandbox/knowledge/zendesk-guide.ts";
import { NOW } from "../examples.ts";
import { freshPglite } from "../storage/fresh-pglite.ts";
import { importer } from "./given.ts";

let database: Database;
let running: ApiServer;
beforeAll(async () => {
  ({ database } = await freshPglite());
});
afterAll(() => database.close());
afterEach(() => running.close());

async function intercomAccount(macros: IntercomRows["macros"]) {
  const server = await startIntercomArticles({ pageSize: 4, macros });
  running = server;
  const { workspaceId } = await createWorkspace(database, "macros", NOW);
  const imports = importer(database, workspaceId);
  const environment = {
    HEED_INTERCOM_URL: server.origin,
    HEED_INTERCOM_TOKEN: INTERCOM_TOKEN,
  };
  return {
    ...{ ...imports, server },
    run: () => imports.run(intercomMacros, { environment }),
  };
}

async function zendeskAccount(macros: GuideMacro[]) {
  const server = await startGuide([], ["en-us"], macros);
  server.pageSize = 4;
  running = server;
  const { workspaceId } = await createWorkspace(database, "macros", NOW);
  const imports = importer(database, workspaceId);
  const request = {
    options: { subdomain: "acme" },
    environment: {
      HEED_ZENDESK_URL: server.origin,
      HEED_ZENDESK_TOKEN: GUIDE_TOKEN,
    },
  };
  return {
    ...{ ...imports, server },
    run: () => imports.run(zendeskMacros, request),
  };
}

/** Ten macros, on three pages. */
const TEN = Array.from({ length: 10 }, (_, at) => at + 1);
const HELPDESKS = [
  {
    name: "Intercom",
    isList: (path: string) => path.startsWith("/macros"),
    isLater: (path: string) => path.includes("starting_after"),
    open: () =>
      intercomAccount(
        TEN.map((id) => ({
          ...{ id: String(id), name: `M${id}`, text: `Text ${id}.` },
        })),
      ),
    /** As HTML, where there is no plain text beside it. */
    ofHtml: (bodies: [string, string][]) =>
      intercomAccount(
        bodies.map(([name, html], at) => ({
          ...{ id: String(at + 1), name, text: "", html },
        })),
      ),
    says: {
      401: /Intercom does not accept the token \(401\)\. Check HEED_INTERCOM_TOKEN/,
      403: /Intercom refuses \/macros to this token \(403\)\. Tick the permission/,
      404: /Intercom has nothing at \/macros \(404\)\. Check that the workspace has this feature/,
      429: /Intercom asks to wait 900 s \(429\)\. Run the command again after that/,
      500: /Intercom answered 500 to \/macros\. Run the command again/,
      page: /Intercom's answer is no JSON\. Check that/,
      half: /Intercom's answer is no JSON/,
    },
  },
  {
    name: "Zendesk",
    isList: (path: string) => path.startsWith("/api/v2/macros.json"),
    isLater: (path: string) =>
      path.includes("page[after]=") || path.includes("page%5Bafter%5D="),
    open: () =>
      zendeskAccount(
        TEN.map((id) => ({ ...{ id, title: `M${id}`, text: `Text ${id}.` } })),
      ),
    ofHtml: (bodies: [string, string][]) =>
      zendeskAccount(
        bodies.map(([title, text], at) => ({
          ...{ id: at + 1, title, text, html: true },
        })),
      ),
    says: {
      401: /Zendesk does not accept the token \(401\)\. Check HEED_ZENDESK_EMAIL and HEED_ZENDESK_TOKEN/,
      403: /Zendesk refuses \/api\/v2\/macros\.json to this user \(403\)\. Use the token of an agent/,
      404: /Zendesk has nothing at \/api\/v2\/macros\.json \(404\)\. Check the subdomain\.$/,
      429: /Zendesk asks to wait 900 s \(429\)\. Run the command again after that/,
      500: /Zendesk answered 500 to \/api\/v2\/macros\.json \("Trouble"\)\. Run the command again/,
      page: /Zendesk answered with a page instead of data\. Check that/,
      half: /Zendesk's answer is no JSON/,
    },
  },
];

const status = (code: number): Fault => ({
  ...{ kind: "status", status: code, headers: { "retry-after": "900" } },
});
const FAULTS: [keyof (typeof HELPDESKS)[0]["says"], Fault][] = [
  [401, status(401)],
  [403, status(403)],
  [404, status(404)],
  [429, status(429)],
  [500, status(500)],
  ["page", { kind: "html" }],
  ["half", { kind: "broken-json" }],
];

describe.each(HELPDESKS)(
  "macros of $name in trouble",
  ({ open, ofHtml, isList, isLater, says }) => {
    it.each(FAULTS)(
      "%s, at once or on page 2: one clear line, nothing half imported, and then the whole",
      async (name, fault) => {
        const { run, candidate, server } = await open();
        for (const isHit of [isList, isLater]) {
          server.fault = (path) => (isHit(path) ? fault : null);
          await expect(run()).rejects.toThrow(says[name]);
          expect((await candidate()).templates).toEqual([]);
        }
        server.fault = () => null;
        expect(await run()).toMatchObject({ resumedAfter: 4 });
        expect((await candidate()).templates).toHaveLength(10);
      },
    );

    it("a page that comes again and again is noticed, and what was there stays", async () => {
      const { run, candidate, server } = await open();
      await run();
      server.repeats = true;
      server.requests.length = 0;
      await expect(run()).rejects.toThrow(
        "sends the same page again and again",
      );
      expect(server.requests.length).toBeLessThan(6);
      expect((await candidate()).templates).toHaveLength(10);
    });

    it("what is empty, too long or not to be read is left out and named", async () => {
      const { run, candidate } = await ofHtml([
        ["Empty", ""],
        ["Blank", "<p> </p>"],
        ["Long", `<p>${"word ".repeat(1_000_000)}</p>`],
        ["Deep", "<div>".repeat(50_000)],
        [
          "Pictures",
          `<p>Short.</p><img src="data:image/png;base64,${"A".repeat(5_000_000)}">`,
        ],
        ["Broken", "<p>Half a <b>tag <ul><li>x"],
        ["Odd", "<p>{{constructor}}</p>"],
        ["Open", `<p>{{ ${"{% ".repeat(100)}</p>`],
      ]);
      const { leftOut } = await run();
      expect(leftOut.map(({ title, because }) => [title, because])).toEqual([
        ["Empty", "It has no text for a reply."],
        ["Blank", "It has no text for a reply."],
        ["Long", "It holds 5.0 MB of text, more than 1 MB."],
        ["Deep", "Its HTML is nested too deep to be read."],
        ["Odd", "It holds {{constructor}}, which nothing here fills."],
      ]);
      expect(
        (await candidate()).templates.map(({ text }) => text.slice(0, 18)),
      ).toEqual(["Short.", "Half a tag\n\n- x", "{{ {% {% {% {% {% "]);
    });
  },
);

describe("macros", () => {
  it("of Intercom become templates, with placeholders that Heed fills; others are left out and named", async () => {
    const { run, candidate, server } = await intercomAccount([
      {
        id: "1",
        name: "Hello",
        text: 'Hi {{first_name | fallback: "there"}}, thanks.',
      },
      { id: "2", name: "Plan", text: "You are on {{company.plan}}." },
      ...Array.from({ length: 5 }, (_, at) => ({
        id: `x${at}`,
        name: `M${at}`,
        text: `Text ${at}.`,
      })),
    ]);
    const { leftOut } = await run();
    expect(leftOut).toMatchObject([
      {
        title: "Plan",
        because: "It holds {{company.plan}}, which nothing here fills.",
      },
    ]);
    const { templates } = await candidate();
    expect(templates).toHaveLength(6);
    expect(templates[0]).toEqual({
      templateId: "imported-intercom-1",
      intents: [],
      audience: "public",
      approvedBy: 'Intercom macro "Hello"',
      text: "Hi {{customer.firstName}}, thanks.",
    });
    expect(server.lastHeaders["intercom-version"]).toBe("Unstable");
  });

  it("of Zendesk become templates; one agent's own, inactive and silent ones do not", async () => {
    const { run, candidate } = await zendeskAccount([
      {
        id: 1,
        title: "Hello",
        text: "Hi {{ticket.requester.first_name}},\n\nwe look into it.\n{{current_user.name}}",
      },
      {
        id: 2,
        title: "Steps",
        text: "<p>Please:</p><ul><li>Stop</li><li>Go</li></ul>",
        html: true,
      },
      { id: 3, title: "Note", text: "Check the invoice.", internal: true },
      { id: 4, title: "Mine", text: "x", personal: true },
      { id: 5, title: "Old", text: "x", active: false },
      { id: 6, title: "Dynamic", text: "{{dc.refund}}" },
      { id: 7, title: "If", text: "{% if ticket.id %}a{% endif %}" },
      { id: 8, title: "Silent", text: "" },
    ]);
    const { leftOut } = await run();
    expect(leftOut.map(({ title }) => title)).toEqual([
      "Mine",
      "Old",
      "Dynamic",
      "If",
      "Silent",
    ]);
    expect(
      (await candidate()).templates.map(({ templateId, audience, text }) => [
        templateId,
        audience,
        text,
      ]),
    ).toEqual([
      [
        "imported-zendesk-1",
        "public",
        "Hi {{customer.firstName}},\n\nwe look into it.\n{{agent.name}}",
      ],
      ["imported-zendesk-2", "public", "Please:\n\n- Stop\n- Go"],
      ["imported-zendesk-3", "internal", "Check the invoice."],
    ]);
  });
});
