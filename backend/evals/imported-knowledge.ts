import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markdown } from "../imports/markdown.ts";
import { runImport } from "../imports/run-import.ts";
import type { LiveKnowledge } from "../pipeline/live-knowledge.ts";
import { createLiveReleases } from "../releases/live-releases.ts";
import { createRelease } from "../releases/create-release.ts";
import { packOfNextRelease } from "../releases/pack-of-release.ts";
import type { Embedder } from "../retrieval/embedder.ts";
import { openPglite } from "../storage/pglite.ts";
import { SuiteError } from "./suite.ts";

export interface Written {
  id: string;
  title: string;
  body: string;
  audience: "public" | "internal";
}

/**
 * Documents by the way that everybody's take: Markdown files with front matter, the steps of `heed knowledge import
 * markdown` and of `heed release create`, a database (gone when `work` is done), the index that answers. `idOf`: the
 * document's own id of the one it has in the index.
 */
export async function withImported<T>(
  documents: readonly Written[],
  embedder: Embedder,
  now: Date,
  work: (
    live: LiveKnowledge,
    idOf: (documentId: string) => string,
  ) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "heed-eval-"));
  try {
    const files = join(folder, "documents");
    mkdirSync(files);
    for (const [at, { title, body, audience }] of documents.entries())
      writeFileSync(
        join(files, `${at}.md`),
        // What JSON quotes YAML reads.
        `---\ntitle: ${JSON.stringify(title)}\naudience: ${audience}\n---\n${body}\n`,
      );
    const database = await openPglite(join(folder, "data"));
    try {
      const workspaceId = randomUUID();
      await database.addWorkspace({ workspaceId, name: "evaluation" }, now);
      const source = await markdown.open({
        words: [files],
        options: {},
        environment: {},
        workingDirectory: folder,
        defaults: {
          owner: null,
          audience: null,
          product: null,
          locale: null,
          effectiveFrom: null,
          reviewBy: null,
          timeZone: "UTC",
        },
        readUpTo: () => Promise.resolve(null),
        progress: () => {},
      });
      const { leftOut } = await runImport({
        database,
        workspaceId,
        source,
        now: () => now,
        progress: () => {},
        restart: false,
      });
      const [first] = leftOut;
      if (first)
        throw new SuiteError(
          `--documents: the import leaves ${leftOut.length} out, first ${documents[Number(first.itemId)]?.id}: ${first.because}`,
        );
      const { pack } = await packOfNextRelease(
        database,
        workspaceId,
        null,
        "evaluation",
      );
      await createRelease(database, workspaceId, pack, "evaluation", {
        by: "eval",
        now,
      });
      const live = await createLiveReleases(database, embedder).catchUp(
        workspaceId,
      );
      if (!live) throw new Error("The release that was made is gone.");
      const ids = new Map(
        documents.map(({ id }, at) => [`${source.sourceId}:${at}`, id]),
      );
      return await work(live, (documentId) => ids.get(documentId) ?? "");
    } finally {
      await database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
