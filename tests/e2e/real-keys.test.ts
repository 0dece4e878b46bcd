import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPack } from "../../backend/packs/read-pack.ts";
import { readTickets } from "../sandbox/tickets.ts";
import { composerText, focusComposer, showTicket } from "./helpdesk-page.ts";
import { startStack, type Stack } from "./stack.ts";

/**
 * The keys that work from anywhere, pressed on a keyboard: Chromium in a window takes them before any page can, so a
 * test has to come from outside the browser. In the full run, where Xvfb and xdotool are installed.
 */
const ASSETS = join(import.meta.dirname, "../../assets");
const isRun =
  Boolean(process.env.HEED_FULL) &&
  ["/usr/bin/Xvfb", "/usr/bin/xdotool"].every(existsSync);

describe.runIf(isRun)("keys on a real keyboard", () => {
  const displayBefore = process.env.DISPLAY;
  const tickets = readTickets(
    join(ASSETS, "sample-tickets/tickets.jsonl"),
  ).slice(0, 1);
  const id = tickets[0]?.id ?? 0;
  let screen: ChildProcess;
  let stack: Stack;

  beforeAll(async () => {
    screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1440x900x24"]);
    if (!screen.stdout) throw new Error("Xvfb says nothing.");
    const [display] = await once(screen.stdout, "data");
    process.env.DISPLAY = `:${String(display).trim()}`;
    const reading = readPack(join(ASSETS, "sample-pack"));
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    stack = await startStack({
      tickets,
      pack: reading.pack,
      headless: false,
      withPanelPage: false,
    });
    await stack.helpdesk.bringToFront();
    await showTicket(stack.helpdesk, id);
    await focusComposer(stack.helpdesk, id);
  }, 300_000);
  afterAll(async () => {
    await stack?.close();
    screen?.kill();
    if (displayBefore === undefined) delete process.env.DISPLAY;
    else process.env.DISPLAY = displayBefore;
  });

  const press = (...keys: string[]) =>
    execFileSync("xdotool", ["key", "--clearmodifiers", ...keys]);
  const written = async () => (await composerText(stack.helpdesk, id)).trim();
  const panels = () =>
    stack.browser.worker.evaluate(
      async () =>
        (
          await chrome.runtime.getContexts({
            contextTypes: ["SIDE_PANEL" as chrome.runtime.ContextType],
          })
        ).length,
    );

  /** Why the drafts that are rejected now are, as Heed has recorded it. */
  const rejections = () =>
    stack.browser.worker.evaluate(
      () =>
        new Promise<unknown[]>((resolve, reject) => {
          const opening = indexedDB.open("heed-outbox");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const db = opening.result;
            const rows = db
              .transaction("trails")
              .objectStore("trails")
              .getAll();
            rows.onsuccess = () => {
              db.close();
              resolve(
                (
                  rows.result as {
                    trail: { rejection: { reason: string } | null };
                  }[]
                )
                  .flatMap(({ trail }) => trail.rejection ?? [])
                  .map(({ reason }) => reason),
              );
            };
          };
        }),
    );

  /** The browser says where the keyboard is only by what a page tells: a panel puts it into its address. */
  const untilKeyboardInPanel = async (pressKey: () => void) => {
    pressKey();
    await expect
      .poll(
        () =>
          stack.browser.worker.evaluate(async () =>
            (
              await chrome.runtime.getContexts({
                contextTypes: ["SIDE_PANEL" as chrome.runtime.ContextType],
              })
            ).map(({ documentUrl }) => new URL(documentUrl ?? "").hash),
          ),
        { timeout: 10_000 },
      )
      .toEqual(["#keyboard"]);
  };

  it("all have one: the browser took what the manifest suggests", async () => {
    const commands = await stack.browser.worker.evaluate(() =>
      chrome.commands.getAll(),
    );
    expect(commands.filter(({ shortcut }) => !shortcut)).toEqual([]);
    expect(commands).toHaveLength(4);
  });

  it("Alt+Shift+H opens the panel", async () => {
    press("alt+shift+h");
    await expect.poll(panels, { timeout: 10_000 }).toBe(1);
  }, 60_000);

  it("Alt+Shift+J brings the keyboard to the panel", async () => {
    await focusComposer(stack.helpdesk, id);
    await untilKeyboardInPanel(() => press("alt+shift+j"));
    press("question");
    expect(await written()).toBe("");
    press("Escape");
  }, 60_000);

  it("Alt+Shift+K asks for a reason, and the digit goes there", async () => {
    press("alt+shift+h"); // closed: the keyboard is the page's again
    await expect.poll(panels, { timeout: 10_000 }).toBe(0);
    await focusComposer(stack.helpdesk, id);
    await untilKeyboardInPanel(() => press("alt+shift+k"));
    await expect
      .poll(
        () => {
          press("2");
          return rejections();
        },
        { timeout: 20_000, interval: 1000 },
      )
      .toEqual(["stale_source"]);
    expect(await written()).toBe("");
    press("z"); // undone, for the next case
  }, 60_000);

  it("Alt+Shift+Y inserts the draft", async () => {
    // Written, shown and then inserted: until it is shown the key does nothing.
    await expect
      .poll(
        () => {
          press("alt+shift+y");
          return written();
        },
        { timeout: 30_000, interval: 2000 },
      )
      .toMatch(/order/);
  }, 60_000);
});
