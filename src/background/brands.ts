import * as z from "zod";
import {
  brandHost,
  brandPages,
  brandPermission,
} from "../messaging/brand-host.ts";
import { browser } from "../messaging/browser.ts";
import type { Brand } from "../messaging/panel-protocol.ts";
import { parseAddress, permissionFor } from "./address.ts";
import { address as backendAddress } from "./connection.ts";
import { zendeskScript, enterZendeskTabs } from "./enter-open-tabs.ts";
import { load, save } from "./stored.ts";
import { allTabs, changeTab } from "./tabs.ts";
import { pushView } from "./views.ts";

/**
 * Zendesk on a company's own host. The list is what the person has added; the browser's permission, which they can take
 * back at any time, is asked anew each time, and only both together make a host a helpdesk.
 */
const KEY = "brands";
const hosts = z.array(z.string());
const SCRIPT = "brand ";

export async function brands(): Promise<Brand[]> {
  const kept = (await load("local", KEY, hosts)) ?? [];
  return Promise.all(
    kept.map(async (host) => ({ host, isAllowed: await isGranted(host) })),
  );
}

export async function allowedBrands(): Promise<string[]> {
  return (await brands())
    .filter(({ isAllowed }) => isAllowed)
    .map(({ host }) => host);
}

export async function isAllowedBrand(host: string): Promise<boolean> {
  return (await allowedBrands()).includes(host);
}

/** The page has asked the browser for the host already; it needs the person's click. */
export async function addBrand(
  typed: string,
): Promise<{ ok: true } | { ok: false; message: string }> {
  const brand = brandHost(typed);
  if (!brand.ok) return brand;
  const { host } = brand;
  if (!(await isGranted(host)))
    return {
      ok: false,
      message: `The browser has not allowed Heed at ${host}. Press Add and allow it, or ask your admin to.`,
    };
  const kept = (await load("local", KEY, hosts)) ?? [];
  await save("local", KEY, [...new Set([...kept, host])].toSorted());
  await registerBrands();
  await enterZendeskTabs([brandPages(host)]);
  return { ok: true };
}

/** Its tabs are not listened to any more, and the browser's permission goes back. */
export async function removeBrand(host: string): Promise<void> {
  const kept = (await load("local", KEY, hosts)) ?? [];
  await save(
    "local",
    KEY,
    kept.filter((one) => one !== host),
  );
  await registerBrands();
  if (!(await isBackend(host)))
    await browser.permissions
      .remove({ origins: [brandPermission(host)] })
      .catch(() => false); // given by the administrator: it stays, and nothing runs there
}

let inTurn: Promise<unknown> = Promise.resolve();

/** Have the browser start the content script at the allowed hosts, and at no other. One at a time. */
export function registerBrands(): Promise<void> {
  const mine = inTurn.then(registerNow);
  inTurn = mine.catch(() => undefined);
  return mine;
}

async function registerNow(): Promise<void> {
  const wanted = await allowedBrands();
  const js = zendeskScript();
  const ours = (await browser.scripting.getRegisteredContentScripts()).filter(
    ({ id }) => id.startsWith(SCRIPT),
  );
  // An update gives the files other names, and a browser may have kept the old ones.
  const isCurrent = (it: (typeof ours)[number]) =>
    wanted.includes(it.id.slice(SCRIPT.length)) &&
    it.js?.length === js.length &&
    js.every((file, at) => it.js?.[at]?.endsWith(file)); // Firefox names them in full
  const stale = ours.filter((it) => !isCurrent(it)).map(({ id }) => id);
  if (stale.length > 0)
    await browser.scripting.unregisterContentScripts({ ids: stale });
  const current = ours.filter(isCurrent).map(({ id }) => id);
  const fresh = wanted.filter((host) => !current.includes(SCRIPT + host));
  if (fresh.length > 0)
    await browser.scripting.registerContentScripts(
      fresh.map((host) => ({
        id: SCRIPT + host,
        matches: [brandPages(host)],
        js,
        runAt: "document_idle",
        persistAcrossSessions: true,
      })),
    );
  await forgetTabsBut(wanted);
}

/** What was heard of a host that is no helpdesk any more is nothing to read or write by. */
async function forgetTabsBut(allowed: string[]): Promise<void> {
  for (const { tabId, ref } of await allTabs()) {
    // An account of Zendesk's own has no dot in its name.
    if (ref?.helpdesk !== "zendesk" || !ref.accountKey.includes(".")) continue;
    if (allowed.includes(ref.accountKey)) continue;
    await changeTab(tabId, () => ({
      ref: null,
      composer: null,
      ticket: null,
      readError: null,
      lastPageCursor: null,
      health: null,
    }));
    pushView(tabId);
  }
}

function isGranted(host: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [brandPermission(host)] });
}

/** The backend may stand on the same host; its permission is another matter. */
async function isBackend(host: string): Promise<boolean> {
  const parsed = parseAddress((await backendAddress()) ?? "");
  return parsed.ok && permissionFor(parsed.origin) === brandPermission(host);
}
