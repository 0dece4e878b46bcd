import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isNotNull } from "drizzle-orm";
import { packOfNextRelease } from "../../../backend/releases/pack-of-release.ts";
import { hashPack } from "../../../backend/packs/pack-hash.ts";
import { openPglite } from "../../../backend/storage/pglite.ts";
import {
  knowledgeContents,
  knowledgeItems,
  knowledgeSources,
} from "../../../backend/storage/schema.ts";
import {
  GUIDE_EMAIL,
  GUIDE_TOKEN,
  startGuide,
} from "../../sandbox/knowledge/zendesk-guide.ts";
import { keepOutput } from "../../setup/keep-log.ts";
import { measured } from "../../setup/measured.ts";
import { seeded } from "../faults/outbox-client.ts";

const HEED = resolve(import.meta.dirname, "../../../backend/cli/heed.mjs");
/** The sample run, and the whole one of `npm run test:full`. */
const FULL = process.env["HEED_FULL"] === "1";
const ARTICLES = FULL ? 10_000 : 300;
const KILLS = FULL ? 20 : 2;
const PAGE_SIZE = FULL ? 100 : 10;
const SEED = Number(process.env["HEED_SEED"] ?? 20261124);

describe("an import that is killed", () => {
  const folder = mkdtempSync(join(tmpdir(), "heed-import-kill-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    `(SIGKILL, ${KILLS} times during ${ARTICLES} articles) ends as an unbroken one does`,
    { timeout: 1_800_000 },
    async () => {
      const random = seeded(SEED);
      const guide = await startGuide(
        Array.from({ length: ARTICLES }, (_, at) => ({
          id: at + 1,
          title: `Article ${at + 1}`,
          body: `<h2>Case ${at % 97}</h2><p>Within ${(at % 29) + 1} days, for ${"any reason and ".repeat(at % 40)}article ${at + 1}.</p><ul><li>One</li><li>Two</li></ul>`,
        })),
      );
      guide.pageSize = PAGE_SIZE;
      const start = (dataDir: string): ChildProcess => {
        const child = spawn(
          process.execPath,
          [
            HEED,
            "knowledge",
            "import",
            "zendesk",
            "--subdomain",
            "acme",
            "--json",
          ],
          {
            env: {
              ...process.env,
              HEED_EMBEDDER: "hashing",
              HEED_DATA_DIR: join(folder, dataDir),
              HEED_ZENDESK_URL: guide.origin,
              HEED_ZENDESK_EMAIL: GUIDE_EMAIL,
              HEED_ZENDESK_TOKEN: GUIDE_TOKEN,
            },
            stdio: ["ignore", "pipe", "pipe"],
          },
        );
        keepOutput(child);
        return child;
      };

      const [unbroken] = await once(start("unbroken"), "exit");
      expect(unbroken).toBe(0);
      const pages = ARTICLES / PAGE_SIZE;

      // Killed each time after so many more pages, and then at any moment of the next one.
      guide.requests.length = 0;
      let kills = 0;
      let visibleAfterKill = 0;
      let served = 0;
      while (kills < KILLS) {
        const child = start("killed");
        const exited = once(child, "exit");
        const before = guide.requests.length;
        // Spread over the import, with room for the last to hit.
        const wanted =
          before + 2 + Math.floor(random() * ((pages * 0.9) / KILLS));
        while (guide.requests.length < wanted && child.exitCode === null)
          await pause(1);
        await pause(random() * 40);
        child.kill("SIGKILL");
        await exited;
        kills += 1;
        const left = await stateOf(join(folder, "killed"));
        visibleAfterKill = Math.max(visibleAfterKill, left.items.length);
        expect(left.unfinished).toBe(true);
      }
      const [last] = await once(start("killed"), "exit");
      expect(last).toBe(0);
      served = guide.requests.filter((path) =>
        path.includes("/articles.json"),
      ).length;
      await guide.close();

      const [whole, broken] = [
        await stateOf(join(folder, "unbroken")),
        await stateOf(join(folder, "killed")),
      ];
      measured("import killed", {
        kills,
        articles: ARTICLES,
        visibleAfterKill,
        pages,
        pagesRead: served,
        sameItems: JSON.stringify(whole.items) === JSON.stringify(broken.items),
        knowledgeHash: whole.knowledgeHash.slice(0, 12),
        seed: SEED,
      });
      expect(whole.items).toHaveLength(ARTICLES);
      expect(broken).toEqual(whole);
      expect(visibleAfterKill).toBe(0);
      // It went on where it stopped: each kill costs at most the page it hit.
      expect(served).toBeLessThanOrEqual(pages + KILLS);
    },
  );
});

/** All that an import leaves: which items with which content, the contents, and the release that would follow. */
async function stateOf(dataDir: string) {
  const database = await openPglite(dataDir);
  const [workspace] = await database.listWorkspaces();
  const workspaceId = workspace?.workspaceId ?? "";
  const { items, contents, sources } = await database.inWorkspace(
    workspaceId,
    async (tx) => ({
      items: await tx
        .select({
          itemId: knowledgeItems.itemId,
          title: knowledgeItems.title,
          contentHash: knowledgeItems.contentHash,
        })
        .from(knowledgeItems)
        .where(isNotNull(knowledgeItems.contentHash))
        .orderBy(knowledgeItems.itemId),
      contents: await tx
        .select({ contentHash: knowledgeContents.contentHash })
        .from(knowledgeContents)
        .orderBy(knowledgeContents.contentHash),
      sources: await tx.select().from(knowledgeSources),
    }),
  );
  const { pack } = await packOfNextRelease(database, workspaceId, null, "x");
  await database.close();
  const unfinished = sources.some(({ state }) => state === "running");
  return {
    items,
    unfinished,
    // Contents of an unfinished import are there, and belong to nothing yet.
    contents: unfinished ? [] : contents,
    knowledgeHash: hashPack(pack, "none").knowledge,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
