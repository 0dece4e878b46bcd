import {
  isAdapterOff,
  isOff,
  SAFE_DEFAULT,
  type DeliveredPack,
  type Feature,
} from "../domain/delivered-pack.ts";
import type { Helpdesk } from "../domain/ticket.ts";
import {
  forgetPacks,
  keepPack,
  lastGoodPack,
  openPacks,
} from "../packs/last-good.ts";
import { getCurrentPack } from "./backend-client.ts";
import { endpoint } from "./connection.ts";
import { giveSelectors } from "./page-door.ts";
import { allTabs } from "./tabs.ts";

/** A switch thrown by an admin holds here within this time. */
const ASK_AGAIN_MS = 2 * 60 * 1000;

const packs = openPacks();
let current: { workspaceId: string; pack: DeliveredPack } | null = null;
let askedAt = 0;

/** The pack in force here: the newest that came, the last good one, or the safe default. */
export async function currentPack(): Promise<DeliveredPack> {
  const workspaceId = (await endpoint())?.workspaceId;
  if (workspaceId === undefined) return SAFE_DEFAULT;
  if (current?.workspaceId === workspaceId) return current.pack;
  const kept = await lastGoodPack(packs, workspaceId);
  if (kept) current = { workspaceId, pack: kept };
  return kept ?? SAFE_DEFAULT;
}

/** Ask the backend. What cannot be fetched or read changes nothing. Resolves to whether the pack changed. */
export async function refreshPack(): Promise<boolean> {
  const to = await endpoint();
  if (!to) return false;
  askedAt = Date.now();
  const before = await currentPack();
  const reply = await getCurrentPack(to);
  if (!reply.ok) return false;
  current = { workspaceId: to.workspaceId, pack: reply.value };
  await keepPack(packs, to.workspaceId, reply.value, new Date().toISOString());
  if (before.version === reply.value.version) return false;
  for (const { tabId, ref } of await allTabs())
    if (ref) await giveSelectors(tabId, reply.value);
  return true;
}

export async function refreshPackIfOld(): Promise<boolean> {
  return Date.now() - askedAt < ASK_AGAIN_MS ? false : refreshPack();
}

export async function forgetPack(): Promise<void> {
  current = null;
  await forgetPacks(packs);
}

export async function isSwitchedOff(
  feature: Feature,
  helpdesk: Helpdesk | null,
): Promise<boolean> {
  return isOff(await currentPack(), feature, helpdesk);
}

export async function isHelpdeskOff(helpdesk: Helpdesk): Promise<boolean> {
  return isAdapterOff(await currentPack(), helpdesk);
}
