import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addMember,
  createWorkspace,
  listMembers,
} from "../../../backend/auth/members.ts";
import { migrationsFolder } from "../../../backend/storage/migrations.ts";
import { openPostgres } from "../../../backend/storage/postgres.ts";
import * as schema from "../../../backend/storage/schema.ts";
import { NOW } from "../examples.ts";
import { stores, type Store } from "./stores.ts";

const read = (file: string) =>
  JSON.parse(readFileSync(join(migrationsFolder, "meta", file), "utf8"));

describe("migrations", () => {
  it("say what schema.ts says (else: npm run migrations)", async () => {
    const { entries } = read("_journal.json") as { entries: unknown[] };
    const newest = String(entries.length - 1).padStart(4, "0");
    const changes = await generateMigration(
      read(`${newest}_snapshot.json`),
      generateDrizzleJson(schema),
    );
    expect(changes).toEqual([]);
  });

  it("tell in one line when PostgreSQL can't be reached", async () => {
    await expect(
      openPostgres("postgresql://heed@127.0.0.1:1/heed"),
    ).rejects.toThrow(
      /^PostgreSQL at DATABASE_URL cannot be reached: .*ECONNREFUSED.*\.$/,
    );
  });
});

describe.each(stores)("migrations on $name", ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  it("change nothing when they run again, or twice at once", async () => {
    const { workspaceId } = await createWorkspace(store.database, "kept", NOW);
    await addMember(
      store.database,
      workspaceId,
      { name: "Sam", role: "lead" },
      NOW,
    );
    const before = await store.asSuperuser(
      "select hash from drizzle.__drizzle_migrations",
    );
    const again = await Promise.all([store.openAgain(), store.openAgain()]);
    expect(
      await store.asSuperuser("select hash from drizzle.__drizzle_migrations"),
    ).toEqual(before);
    expect(
      (await listMembers(again[0], workspaceId, NOW)).map(({ name }) => name),
    ).toEqual(["Sam"]);
    await Promise.all(again.map((database) => database.close()));
  });

  it("refuse to go on with a role that may bypass the policies", async () => {
    await store.asSuperuser("alter role heed_app bypassrls");
    await expect(store.openAgain()).rejects.toThrow(
      /may bypass row-level security/,
    );
    await store.asSuperuser("alter role heed_app nobypassrls");
  });
});
