import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mayActAs, ROLES } from "../../../backend/auth/member.ts";
import {
  addMember,
  createWorkspace,
  listMembers,
  signOutEverywhere,
} from "../../../backend/auth/members.ts";
import {
  createPairingCode,
  PAIRING_CODE_LIFETIME_MS,
  redeemPairingCode,
} from "../../../backend/auth/pairing.ts";
import {
  revokeToken,
  sessionOfToken,
  TOKEN_LIFETIME_MS,
} from "../../../backend/auth/tokens.ts";
import type { Database } from "../../../backend/storage/database.ts";
import { NOW } from "../examples.ts";
import { freshPglite } from "../storage/fresh-pglite.ts";

const after = (ms: number) => new Date(NOW.getTime() + ms);

describe("members", () => {
  let database: Database;
  let client: Awaited<ReturnType<typeof freshPglite>>["client"];
  let workspaceId: string;
  let memberId: string;

  beforeAll(async () => {
    ({ database, client } = await freshPglite());
    ({ workspaceId } = await createWorkspace(database, "Acme", NOW));
    ({ memberId } = await addMember(
      database,
      workspaceId,
      { name: "Sam", role: "lead" },
      NOW,
    ));
  });
  afterAll(() => database.close());

  const newCode = async () =>
    (await createPairingCode(database, workspaceId, memberId, NOW)).code;
  const redeem = (code: string, now = NOW) =>
    redeemPairingCode(database, code, "Chrome", now, TOKEN_LIFETIME_MS);
  const newToken = async () => {
    const pairing = await redeem(await newCode());
    if (!pairing) throw new Error("no pairing");
    return pairing.token;
  };

  it("get a short code of letters that can't be mistaken", async () => {
    expect(await newCode()).toMatch(
      /^[0-9a-hjkmnp-tv-z]{6}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/,
    );
  });

  it("trade the code for a token that says who and where they are", async () => {
    const pairing = await redeem(await newCode());
    expect(pairing).toMatchObject({
      expiresAt: after(TOKEN_LIFETIME_MS),
      member: { memberId, name: "Sam", role: "lead" },
      workspace: { workspaceId, name: "Acme" },
    });
    expect(
      await sessionOfToken(database, pairing?.token ?? "", NOW),
    ).toMatchObject({
      workspaceId,
      workspaceName: "Acme",
      member: { memberId, role: "lead" },
    });
  });

  it("may type the code in any case, with O for 0 and I or L for 1, and any spacing", async () => {
    const code = await newCode();
    const typed = ` ${code.toLowerCase().replaceAll("0", "o").replaceAll("1", "I").replaceAll("-", " ")} `;
    expect(await redeem(typed)).not.toBeNull();
  });

  it("can use a code once, even when two try at the same time", async () => {
    const code = await newCode();
    const both = await Promise.all([redeem(code), redeem(code)]);
    expect(both.filter((pairing) => pairing !== null)).toHaveLength(1);
    expect(await redeem(code)).toBeNull();
  });

  it("can use a code until it expires, and not at that moment", async () => {
    expect(
      await redeem(await newCode(), after(PAIRING_CODE_LIFETIME_MS - 1)),
    ).not.toBeNull();
    expect(
      await redeem(await newCode(), after(PAIRING_CODE_LIFETIME_MS)),
    ).toBeNull();
  });

  it.each([
    "",
    "-",
    "AAAA-BBBB",
    "x'); drop table tokens; --",
    "ué-AAAA-BBBB",
    "0".repeat(64),
  ])("get nothing for the code %j", async (code) => {
    expect(await redeem(code)).toBeNull();
  });

  it("get nothing for a right secret with another workspace's id", async () => {
    const other = await createWorkspace(database, "Other", NOW);
    const code = await newCode();
    expect(
      await redeem(code.replace(workspaceId, other.workspaceId)),
    ).toBeNull();
    expect(await redeem(code)).not.toBeNull();
  });

  it("have a token until it expires, and not at that moment", async () => {
    const token = await newToken();
    const at = (ms: number) => sessionOfToken(database, token, after(ms));
    expect(await at(TOKEN_LIFETIME_MS - 1)).not.toBeNull();
    expect(await at(TOKEN_LIFETIME_MS)).toBeNull();
  });

  it("have no token once it is revoked; another one of theirs goes on", async () => {
    const [gone, kept] = [await newToken(), await newToken()];
    const session = await sessionOfToken(database, gone, NOW);
    await revokeToken(database, session!, NOW);
    expect(await sessionOfToken(database, gone, NOW)).toBeNull();
    expect(await sessionOfToken(database, kept, NOW)).not.toBeNull();
  });

  it("get nothing for a token that is wrong, or moved to another workspace", async () => {
    const token = await newToken();
    const other = await createWorkspace(database, "Other", NOW);
    for (const wrong of [
      "",
      "heed",
      `${token}x`,
      token.slice(0, -1) + (token.endsWith("A") ? "B" : "A"),
      token.replace(workspaceId, other.workspaceId),
      token.replace(workspaceId, ""),
      token.replace(workspaceId, "' or '1'='1"),
    ])
      expect(await sessionOfToken(database, wrong, NOW)).toBeNull();
  });

  it("are signed out everywhere at once, unused codes included", async () => {
    const { memberId: other } = await addMember(
      database,
      workspaceId,
      { name: "Mia", role: "agent" },
      NOW,
    );
    const { code } = await createPairingCode(database, workspaceId, other, NOW);
    const unused = await createPairingCode(database, workspaceId, other, NOW);
    const pairing = await redeem(code);
    const devices = async () =>
      (await listMembers(database, workspaceId, NOW)).find(
        (member) => member.memberId === other,
      )?.devices;
    expect(await devices()).toBe(1);
    expect(await signOutEverywhere(database, workspaceId, other, NOW)).toBe(1);
    expect(await devices()).toBe(0);
    expect(await sessionOfToken(database, pairing!.token, NOW)).toBeNull();
    expect(await redeem(unused.code)).toBeNull();
  });

  it("leave no token and no code in the database, only hashes", async () => {
    const token = await newToken();
    const code = await newCode();
    const rows = [
      ...(await client.query("select * from tokens")).rows,
      ...(await client.query("select * from pairing_codes")).rows,
    ];
    const dump = JSON.stringify(rows).toLowerCase();
    expect(dump).not.toContain(token.slice(-43).toLowerCase());
    expect(dump).not.toContain(code.slice(-9).replace("-", "").toLowerCase());
  });

  it.each([
    ["agent", [true, false, false]],
    ["lead", [true, true, false]],
    ["admin", [true, true, true]],
  ] as const)("as %s may act as agent, lead, admin: %j", (role, expected) => {
    const member = { memberId, name: "Sam", role };
    expect(ROLES.map((needed) => mayActAs(member, needed))).toEqual(expected);
  });
});
