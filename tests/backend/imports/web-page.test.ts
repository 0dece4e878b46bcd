import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace } from "../../../backend/auth/members.ts";
import { webPage } from "../../../backend/imports/web-page.ts";
import type { Database } from "../../../backend/storage/database.ts";
import { closed, listening } from "../../sandbox/look-alike/listening.ts";
import { NOW } from "../examples.ts";
import { freshPglite } from "../storage/fresh-pglite.ts";
import { importer, NOTHING_SAID } from "./given.ts";

const PAGE = `<!doctype html><html lang="de"><head><meta charset="iso-8859-1"><title>R\xfcckgabe</title></head>
<body><nav>Men\xfc</nav><main><p>14 Tage. <a href="mehr">Mehr</a></p></main></body></html>`;

const BODIES: Record<string, string> = {
  "/empty": "",
  "/long": `<h1>Long</h1><p>${"word ".repeat(1_000_000)}</p>`,
  "/longer": `<h1>Longer</h1><p>${"word ".repeat(1_100_000)}</p>`,
  "/deep": `<title>Deep</title>${"<div>".repeat(50_000)}`,
  "/broken": "<title>Broken</title><p>Half a <b>tag <ul><li>x",
};

describe("a page", () => {
  let database: Database;
  let server: Server;
  let origin: string;
  const folder = mkdtempSync(join(tmpdir(), "heed-page-"));
  beforeAll(async () => {
    ({ database } = await freshPglite());
    server = createServer((request, response) => {
      const refusal = /^\/answers-(\d+)/.exec(request.url ?? "")?.[1];
      if (refusal)
        return response
          .writeHead(Number(refusal), { "retry-after": "900" })
          .end();
      const type = request.url === "/pdf" ? "application/pdf" : "text/html";
      response.writeHead(200, {
        "content-type": type,
        "last-modified": "Tue, 01 Sep 2026 10:00:00 GMT",
      });
      const html = BODIES[request.url ?? ""] ?? PAGE;
      return response.end(Buffer.from(html, "latin1"));
    });
    origin = `http://127.0.0.1:${await listening(server, 0)}`;
  });
  afterAll(async () => {
    await closed(server);
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const fresh = async () => {
    const { workspaceId } = await createWorkspace(database, "page", NOW);
    return importer(database, workspaceId);
  };

  it("comes from its address with its title, language, encoding and, where asked, the day it was edited", async () => {
    const { run, candidate } = await fresh();
    await run(webPage, {
      words: [`${origin}/hilfe/rueckgabe?x=1`],
      defaults: { ...NOTHING_SAID, effectiveFrom: "edited" },
    });
    const { documents } = await candidate();
    expect(documents).toMatchObject([
      {
        title: "Rückgabe",
        body: `14 Tage. [Mehr](${origin}/hilfe/mehr)`,
        locale: "de",
        audience: "internal",
        owner: null,
        effectiveFrom: "2026-09-01T10:00:00.000Z",
        sourceUrl: `${origin}/hilfe/rueckgabe?x=1`,
      },
    ]);
  });

  it("comes from a file, and takes no other page away", async () => {
    const { run, candidate } = await fresh();
    writeFileSync(join(folder, "a.html"), "<h1>A</h1><p>Text of a.</p>");
    writeFileSync(join(folder, "b.html"), "<h1>B</h1><p>Text of b.</p>");
    for (const words of [["a.html"], ["b.html"]])
      await run(webPage, { words, workingDirectory: folder });
    expect(
      (await candidate()).documents.map(({ documentId }) => documentId),
    ).toEqual(["url:a.html:page", "url:b.html:page"]);
  });

  it.each<[string, RegExp]>([
    [
      "answers-401",
      /not shown to everybody \(401\), and Heed does not sign in/,
    ],
    [
      "answers-403",
      /not shown to everybody \(403\), and Heed does not sign in/,
    ],
    ["answers-404", /answered 404\. Open it in a browser/],
    ["answers-429", /asks to wait 900 s \(429\)\. Run the command again after/],
    ["answers-500", /answered 500\. Open it in a browser/],
    ["longer", /sent more than 5 MB in one answer/],
  ])("%s: one clear line, and nothing is imported", async (path, message) => {
    const { run, candidate } = await fresh();
    const words = [`${origin}/${path}`];
    await expect(run(webPage, { words })).rejects.toThrow(message);
    expect((await candidate()).documents).toEqual([]);
  });

  it.each([
    ["empty", "It has no text."],
    [
      "long",
      "It holds 5.0 MB of text, more than 1 MB. Split it into articles.",
    ],
    ["deep", "Its HTML is nested too deep to be read."],
  ])("that is %s is left out, and it is said why", async (path, because) => {
    const { run, candidate } = await fresh();
    const { leftOut } = await run(webPage, { words: [`${origin}/${path}`] });
    expect(leftOut).toMatchObject([{ because }]);
    expect((await candidate()).documents).toEqual([]);
  });

  it("with broken HTML is read as a browser reads it", async () => {
    const { run, candidate } = await fresh();
    await run(webPage, { words: [`${origin}/broken`] });
    expect((await candidate()).documents).toMatchObject([
      { title: "Broken", body: expect.stringContaining("Half a") },
    ]);
  });

  it("is refused in one line when it is not there or no text", async () => {
    const { run } = await fresh();
    const failing = (place: string) =>
      run(webPage, { words: [place], workingDirectory: folder });
    await expect(failing(`${origin}/pdf`)).rejects.toThrow(
      "This is application/pdf, and only HTML, Markdown and plain text are read.",
    );
    await expect(failing("c.html")).rejects.toThrow("cannot be read (ENOENT)");
    await expect(failing("http://127.0.0.1:1/x")).rejects.toThrow(
      "127.0.0.1:1 cannot be reached",
    );
  });
});
