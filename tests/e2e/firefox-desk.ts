import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Page } from "playwright-core";
import {
  startStubBackend,
  type StubBackend,
} from "../background/stub-backend.ts";
import type { SandboxTicket } from "../sandbox/tickets.ts";
import {
  startZendesk,
  type SandboxZendesk,
} from "../sandbox/zendesk/server.ts";
import { zipOf } from "../setup/zip.mjs";
import { connect } from "./desk.ts";
import { drivenPage } from "./firefox-page.ts";
import {
  FIREFOX_BUILD,
  installForGood,
  launchFirefox,
  type FirefoxWithExtension,
} from "./firefox.ts";
import { makeNextVersion } from "./next-version.ts";

/** Helpdesk, the packed extension in a Firefox with a profile of its own, and a small backend, paired. */
export interface FirefoxDesk {
  zendesk: SandboxZendesk;
  backend: StubBackend;
  /** The browser that runs now; after a restart another one. */
  readonly firefox: FirefoxWithExtension;
  openTicket(ticketId: number, where?: "tab" | "window"): Promise<Page>;
  tabOf(ticketId: number): Promise<number>;
  windowOf(ticketId: number): Promise<number>;
  /** The next version is installed over this one. */
  update(version: string): Promise<void>;
  /** `meanwhile`: what happens while no browser runs. */
  restart(meanwhile: () => void): Promise<void>;
  close(): Promise<void>;
}

export async function openFirefoxDesk(
  tickets: SandboxTicket[],
): Promise<FirefoxDesk> {
  const [zendesk, backend, folder] = await Promise.all([
    startZendesk({ tickets }),
    startStubBackend(),
    mkdtemp(join(tmpdir(), "heed-firefox-desk-")),
  ]);
  const profile = join(folder, "profile");
  const launch = (how: { xpi: string } | { isInstalled: true }) =>
    launchFirefox({
      portOf: (host) => (host.endsWith(".zendesk.com") ? zendesk.port : null),
      profile,
      ...how,
    });
  let firefox = await launch({ xpi: pack(FIREFOX_BUILD, folder) });
  const openPage = async (type: "tab" | "window" = "tab") =>
    drivenPage(await firefox.browser.newPage({ type }));
  const tabAt = async (ticketId: number) =>
    (await firefox.hand()).evaluate(
      async (url) => (await chrome.tabs.query({ url }))[0] ?? null,
      `${zendesk.ticketUrl(ticketId)}*`,
    );
  const known = async (ticketId: number) => {
    const tab = await tabAt(ticketId);
    if (tab?.id === undefined) throw new Error(`no tab shows ${ticketId}`);
    return { id: tab.id, windowId: tab.windowId };
  };
  await connect(
    await openPage(),
    firefox.url("options.html"),
    backend.origin,
    "CODE",
  );
  return {
    zendesk,
    backend,
    get firefox() {
      return firefox;
    },
    tabOf: async (ticketId) => (await known(ticketId)).id,
    windowOf: async (ticketId) => (await known(ticketId)).windowId,
    async openTicket(ticketId, where) {
      const page = await openPage(where);
      await page.goto(zendesk.ticketUrl(ticketId));
      await page.waitForFunction(() => "__sandbox" in window);
      return page;
    },
    async update(version) {
      const next = join(folder, version);
      await cp(FIREFOX_BUILD, next, { recursive: true });
      await makeNextVersion(next, version);
      await installForGood(firefox.browser, pack(next, folder));
    },
    async restart(meanwhile) {
      await firefox.close();
      meanwhile();
      firefox = await launch({ isInstalled: true });
    },
    async close() {
      await firefox.close();
      await Promise.all([zendesk.close(), backend.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function pack(build: string, into: string): string {
  const files = readdirSync(build, { recursive: true })
    .map((name) => join(build, String(name)))
    .filter((file) => statSync(file).isFile())
    .map((file): [string, Buffer] => [
      relative(build, file),
      readFileSync(file),
    ]);
  const xpi = join(into, `${Date.now()}.xpi`);
  writeFileSync(xpi, zipOf(files));
  return xpi;
}
