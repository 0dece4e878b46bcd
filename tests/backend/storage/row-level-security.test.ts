import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  members,
  signals,
  suggestions,
  tokens,
} from "../../../backend/storage/schema.ts";
import { fillWorkspace, type FilledWorkspace } from "../filled-workspace.ts";
import { stores, type Store } from "./stores.ts";

/** Every table there is, from the catalogue: a new one without its policy fails here by itself. */
const ALL_TABLES = `select c.relname as name, n.nspname as schema, c.relrowsecurity as enabled,
    c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'm', 'v') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
  order by 1`;

const OWN_WORKSPACE =
  /workspace_id = NULLIF\(current_setting\('app\.workspace_id'::text, true\), ''::text\)/;

describe.each(stores)("rows on $name", ({ open }) => {
  let store: Store;
  let a: FilledWorkspace;
  let b: FilledWorkspace;
  let tables: string[];

  beforeAll(async () => {
    store = await open();
    a = await fillWorkspace(store.database, "alpha");
    b = await fillWorkspace(store.database, "beta");
    tables = (await store.asSuperuser(ALL_TABLES))
      .filter(({ schema }) => schema === "public")
      .map(({ name }) => String(name));
  });
  afterAll(() => store.close());

  const count = async (rows: Promise<Record<string, unknown>[]>) =>
    Number((await rows)[0]?.["n"]);
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => "allowed",
      (error: { code?: string }) => error.code,
    );

  it("covers every table: on, forced, owned by somebody else, one policy over the workspace id", async () => {
    const rows = await store.asSuperuser(ALL_TABLES);
    const ours = rows.filter(({ schema }) => schema === "public");
    expect(ours.length).toBeGreaterThanOrEqual(10);
    for (const { name, enabled, forced, owner } of ours) {
      expect([name, enabled, forced]).toEqual([name, true, true]);
      expect(owner).not.toBe("heed_app");
      const policies = await store.asSuperuser(
        `select qual, with_check from pg_policies where tablename = '${name}' and policyname = 'own_workspace'
           and roles = '{public}' and cmd = 'ALL' and permissive = 'PERMISSIVE'`,
      );
      expect(policies, String(name)).toHaveLength(1);
      expect(policies[0]?.["qual"]).toMatch(OWN_WORKSPACE);
      expect(policies[0]?.["with_check"]).toMatch(OWN_WORKSPACE);
    }
    // Any further permissive policy would widen what is seen. There is one, of the owner's, for listing workspaces.
    const others = await store.asSuperuser(
      "select tablename, policyname, roles::text from pg_policies where policyname <> 'own_workspace'",
    );
    expect(others.map(({ tablename }) => tablename)).toEqual(["workspaces"]);
    expect(others[0]?.["roles"]).not.toMatch(/heed_app|public/);
  });

  it("has seeded every table for both workspaces, so that what follows means something", async () => {
    for (const table of tables)
      for (const { workspaceId } of [a, b])
        expect(
          await count(
            store.asSuperuser(
              `select count(*) as n from ${table} where workspace_id = '${workspaceId}'`,
            ),
          ),
          table,
        ).toBeGreaterThan(0);
  });

  it("shows raw SQL of the app's role no row of any table while no workspace is set", async () => {
    for (const table of tables)
      expect(await store.asApp(null, `select * from ${table}`), table).toEqual(
        [],
      );
    // Nor after a transaction of the same connection that had one.
    await store.asApp(a.workspaceId, "select 1");
    for (const table of tables)
      expect(await store.asApp(null, `select * from ${table}`), table).toEqual(
        [],
      );
    for (const table of tables)
      expect(await store.asApp("", `select * from ${table}`), table).toEqual(
        [],
      );
  });

  it("shows raw SQL without a WHERE the rows of its workspace and no foreign one", async () => {
    for (const table of tables) {
      const rows = await store.asApp(a.workspaceId, `select * from ${table}`);
      expect(rows.length, table).toBeGreaterThan(0);
      for (const row of rows)
        expect(row["workspace_id"], table).toBe(a.workspaceId);
    }
  });

  it("shows the product's own queries with the WHERE left out no foreign row", async () => {
    for (const table of [members, tokens, suggestions, signals]) {
      const rows = await store.database.inWorkspace(a.workspaceId, (tx) =>
        tx.select().from(table),
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(rows.map(({ workspaceId }) => workspaceId))).toEqual(
        new Set([a.workspaceId]),
      );
    }
  });

  it("changes no foreign row when an UPDATE has no WHERE", async () => {
    await store.database.inWorkspace(a.workspaceId, (tx) =>
      tx.update(tokens).set({ revokedAt: new Date() }),
    );
    const untouched = await store.asSuperuser(
      `select count(*) as n from tokens where workspace_id = '${b.workspaceId}' and revoked_at is null`,
    );
    expect(Number(untouched[0]?.["n"])).toBe(1);
  });

  it("refuses to write a row of another workspace into any table", async () => {
    for (const table of tables) {
      const columns = (
        await store.asSuperuser(
          `select column_name as name from information_schema.columns where table_name = '${table}' and column_name <> 'workspace_id'`,
        )
      ).map(({ name }) => String(name));
      const copy = `insert into ${table} (workspace_id, ${columns.join(", ")})
        select '${b.workspaceId}', ${columns.join(", ")} from ${table}`;
      await expect(store.asApp(a.workspaceId, copy), table).rejects.toThrow(
        table === "workspaces"
          ? /permission denied/
          : /violates row-level security policy/,
      );
    }
  });

  it.each([
    "signals",
    "dead_letters",
    "intercom_changes",
    "adapter_counts",
    "release_log",
  ])("only ever adds to %s", async (table) => {
    for (const change of [
      `update ${table} set workspace_id = workspace_id`,
      `delete from ${table}`,
      `truncate ${table}`,
    ])
      expect(await refusal(store.asApp(a.workspaceId, change))).toBe("42501");
  });

  it("lets the app delete nothing anywhere", async () => {
    for (const table of tables)
      expect(
        await refusal(store.asApp(a.workspaceId, `delete from ${table}`)),
        table,
      ).toBe("42501");
  });

  it("gives the app's role no power: no login, no bypass, no ownership, no members of more power", async () => {
    const [role] = await store.asSuperuser(
      "select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = 'heed_app'",
    );
    expect(new Set(Object.values(role ?? {}))).toEqual(new Set([false]));
    const memberships = await store.asSuperuser(
      "select 1 from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = 'heed_app'",
    );
    expect(memberships).toEqual([]);
    for (const attempt of [
      "alter table signals disable row level security",
      "drop policy own_workspace on signals",
      "create table mine (a int)",
      "create role friend bypassrls",
      "select * from drizzle.__drizzle_migrations",
    ])
      expect(await refusal(store.asApp(a.workspaceId, attempt)), attempt).toBe(
        "42501",
      );
  });

  /**
   * What the role does not do: a session that may run any SQL can say RESET ROLE and be the owner again. The product
   * never builds a statement from text (Drizzle binds every value), and the role ends with its transaction.
   */
  it("leaves the role and the workspace with the transaction, even when it fails", async () => {
    const { database } = store;
    await expect(
      database.inWorkspace(a.workspaceId, async (tx) => {
        const rows = await tx
          .select({
            role: sql<string>`current_user`,
            workspace: sql<string>`current_setting('app.workspace_id')`,
          })
          .from(members);
        expect(rows[0]).toEqual({ role: "heed_app", workspace: a.workspaceId });
        throw new Error("on purpose");
      }),
    ).rejects.toThrow("on purpose");
    expect((await database.listWorkspaces()).length).toBe(2);
  });

  it("lets the owner list workspaces, and nothing else without one", async () => {
    const listed = await store.database.listWorkspaces();
    expect(listed.map(({ name }) => name).sort()).toEqual(["alpha", "beta"]);
    expect(
      await store.database.addWorkspace(
        { ...listed[0]!, name: "again" },
        new Date(),
      ),
    ).toBe(false);
  });
});
