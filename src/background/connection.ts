import * as z from "zod";
import { browser } from "../messaging/browser.ts";
import {
  connectionState,
  type ConnectionState,
} from "../messaging/panel-protocol.ts";
import { parseAddress, permissionFor } from "./address.ts";
import { pair, probe, type Endpoint, type Failure } from "./backend-client.ts";
import { forget, load, save } from "./stored.ts";

const credentials = z.object({
  origin: z.string(),
  token: z.string(),
  workspaceId: z.string(),
  workspaceName: z.string(),
  /** null: paired by a version of Heed that did not keep it; the next look at the backend tells. */
  memberId: z.string().nullable().catch(null),
  memberName: z.string(),
  releaseNumber: z.number().nullable(),
});
type Credentials = z.infer<typeof credentials>;

const settings = z.object({ draftWhen: z.enum(["always", "on_click"]) });
export type DraftWhen = z.infer<typeof settings>["draftWhen"];

/** A panel that opens asks again whether all is well, but not more often than this. */
const PROBE_AGAIN_MS = 10_000;
let probedAt = 0;
let isTesting = false;

/** Told whenever the connection's state changes, so that open panels hear of it. */
let onChange: () => void = () => undefined;
export function whenConnectionChanges(listener: () => void): void {
  onChange = listener;
}

export async function endpoint(): Promise<
  (Endpoint & Pick<Credentials, "token" | "workspaceId" | "memberId">) | null
> {
  return load("local", "credentials", credentials);
}

/** A connection that has ended is made again with a new code: by the same agent, or another, or in another workspace. */
export function isSameMember(
  before: Pick<Credentials, "workspaceId" | "memberId">,
  after: Pick<Credentials, "workspaceId" | "memberId"> | null,
): boolean {
  return (
    before.workspaceId === after?.workspaceId &&
    (before.memberId ?? after.memberId) === after.memberId
  );
}

/** Has the connection that was asked through ended, or become another, meanwhile? Then its answer is nobody's. */
export async function isStill({ token }: { token: string }): Promise<boolean> {
  return (await endpoint())?.token === token;
}

export async function connection(): Promise<ConnectionState> {
  const known = await load("local", "credentials", credentials);
  if (!known) return { kind: "not_connected" };
  const state = await load("session", "connection", connectionState);
  return state && state.kind !== "not_connected" ? state : okState(known);
}

/** A one-time code for a token. The page has asked for the host permission already; it needs the agent's click. */
export async function connect(
  typed: string,
  code: string,
): Promise<
  { ok: true; state: ConnectionState } | { ok: false; message: string }
> {
  const address = parseAddress(typed);
  if (!address.ok) return address;
  const { origin } = address;
  const isAllowed = await browser.permissions.contains({
    origins: [permissionFor(origin)],
  });
  if (!isAllowed)
    return {
      ok: false,
      message: `The browser has not allowed Heed to reach ${new URL(origin).host}. Press Connect and allow it.`,
    };
  const paired = await pair(origin, code.trim(), deviceName());
  if (!paired.ok)
    return { ok: false, message: pairingMessage(paired.failure, origin) };
  const { token, workspace, member } = paired.value;
  await save("local", "credentials", {
    origin,
    token,
    workspaceId: workspace.workspaceId,
    workspaceName: workspace.name,
    memberId: member.memberId,
    memberName: member.name,
    releaseNumber: null,
  } satisfies Credentials);
  await forget("session", ["connection"]);
  return { ok: true, state: await testConnection() };
}

/** Ask the backend who we are, within two seconds, and remember what came of it. */
export async function testConnection(): Promise<ConnectionState> {
  const known = await load("local", "credentials", credentials);
  if (!known) return { kind: "not_connected" };
  probedAt = Date.now();
  const answer = await probe(known);
  if (!answer.ok) return noteFailure(answer.failure);
  // Signed out while it was asked: it must not come back with the answer.
  if (!(await isStill(known))) return connection();
  const { member, workspace, releaseNumber } = answer.value;
  const fresh = {
    ...known,
    workspaceName: workspace.name,
    memberId: member.memberId,
    memberName: member.name,
    releaseNumber,
  };
  await save("local", "credentials", fresh);
  return noteState(okState(fresh));
}

/** A panel looks: at a ticket after trouble, that is a good moment to see whether it is over. */
export async function testAgainIfOld(): Promise<void> {
  const { kind } = await connection();
  const isTrouble = kind !== "ok" && kind !== "not_connected";
  if (isTesting) return;
  if (!isTrouble && Date.now() - probedAt < PROBE_AGAIN_MS) return;
  isTesting = true;
  await testConnection().finally(() => (isTesting = false));
}

/** A call got its answer: whatever was wrong before is over. */
export async function noteSuccess(): Promise<void> {
  const known = await load("local", "credentials", credentials);
  if (known) await noteState(okState(known));
}

export async function noteFailure(failure: Failure): Promise<ConnectionState> {
  const before = await connection();
  // "Offline since" is when it began, not when it was last noticed.
  if (failure.kind === "offline" && before.kind === "offline") return before;
  return noteState(stateOf(failure));
}

/** A question was not answered. A refusal concerns the question; anything else the connection. */
export async function noteUnanswered(failure: Failure): Promise<void> {
  if (failure.kind === "refused") await noteSuccess();
  else await noteFailure(failure);
}

/** From here on nothing more is asked or kept. */
export async function forgetCredentials(): Promise<void> {
  await forget("local", ["credentials"]);
}

export async function address(): Promise<string | null> {
  return (await load("local", "credentials", credentials))?.origin ?? null;
}

export async function draftWhen(): Promise<DraftWhen> {
  return (await load("local", "settings", settings))?.draftWhen ?? "always";
}

export async function saveDraftWhen(value: DraftWhen): Promise<void> {
  await save("local", "settings", { draftWhen: value });
  onChange();
}

/** What happened and what to do, for an answer that failed. */
export function messageFor(failure: Failure): string {
  switch (failure.kind) {
    case "offline":
      return "The backend cannot be reached. Write the reply yourself, or retry.";
    case "slow":
      return "The backend did not answer in time. Retry, or write the reply yourself.";
    case "signed_out":
      return "This connection has ended. Ask your admin for a new code.";
    case "versions_differ":
      return failure.heedIs === "older"
        ? "Heed here is older than your backend. Heed must update: restart the browser to have it done now."
        : "Heed here is newer than your backend. The backend must update. Tell your admin, and write the reply yourself.";
    case "refused":
    case "backend_error":
      return failure.message
        ? `${failure.message} ${failure.mend}`.trim()
        : `The backend answered with an error (${failure.code}). Retry, or write the reply yourself.`;
  }
}

function pairingMessage(failure: Failure, origin: string): string {
  const { host } = new URL(origin);
  if (failure.kind === "offline")
    return `Nothing answers at ${host}. Check the address, and that the backend is running.`;
  if (failure.kind === "slow") return `${host} did not answer in time.`;
  if (failure.kind === "signed_out")
    return "This code is not valid any more. Ask your admin for a new one.";
  return messageFor(failure);
}

function okState(known: Credentials): ConnectionState {
  const { workspaceName, memberName, releaseNumber } = known;
  return { kind: "ok", workspaceName, memberName, releaseNumber };
}

function stateOf(failure: Failure): ConnectionState {
  switch (failure.kind) {
    case "offline":
      return { kind: "offline", since: new Date().toISOString() };
    case "slow":
      return { kind: "backend_error", code: "slow" };
    case "signed_out":
      return { kind: "signed_out" };
    case "versions_differ":
      return { kind: "versions_differ", heedIs: failure.heedIs };
    case "refused":
    case "backend_error":
      return { kind: "backend_error", code: failure.code };
  }
}

async function noteState(state: ConnectionState): Promise<ConnectionState> {
  const before = await load("session", "connection", connectionState);
  if (JSON.stringify(before) !== JSON.stringify(state)) {
    await save("session", "connection", state);
    onChange();
  }
  return state;
}

/** Names the token in the admin's list. */
function deviceName(): string {
  const system = /\(([^;)]+)/.exec(navigator.userAgent)?.[1] ?? "browser";
  const name = /Firefox|Edg(?=\/)/.exec(navigator.userAgent)?.[0] ?? "Chrome";
  return `${name === "Edg" ? "Edge" : name} on ${system}`.slice(0, 100);
}
