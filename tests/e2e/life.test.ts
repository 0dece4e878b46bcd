import { afterAll, beforeAll, expect, it } from "vitest";
import { openDesk, ticketOf, type AgentDesk } from "./agent-desk.ts";
import { composerText } from "./helpdesk-page.ts";

/** The life of an extension: put into open tabs, and signed out, while tickets are open. */
let desk: AgentDesk;
beforeAll(async () => {
  desk = await openDesk([ticketOf(1, "Where is my parcel?")], 1);
});
afterAll(() => desk?.close());

it("a script put into an open tab takes over from the one that is there: things are told and done once", async () => {
  const { ref, lastMessageId } = await desk.viewWhen(
    (view) => view.lastMessageId !== null,
  );
  // What the browser does at an install or an update. Not in the types, but every event of the API has it.
  await desk.browser.worker.evaluate(() =>
    (
      chrome.runtime.onInstalled as unknown as {
        dispatch(details: object): void;
      }
    ).dispatch({ reason: "update" }),
  );
  await desk.helpdesk.waitForTimeout(1000);
  const suggested = await desk.ask({
    type: "panel.suggest",
    tabId: desk.tabId,
    ref: ref!,
    lastMessageId: lastMessageId!,
    instruction: null,
    intentId: null,
    replaces: null,
  });
  if (!suggested.ok) throw new Error(suggested.message);
  const inserted = await desk.ask({
    type: "panel.insert",
    tabId: desk.tabId,
    suggestionId: suggested.value.suggestionId,
    part: "reply",
    mode: "append",
    expectedText: "",
    ticked: [],
  });
  expect(inserted).toMatchObject({ ok: true, value: { ok: true } });
  const text = await composerText(desk.helpdesk, 1);
  expect(text.match(/this answers ticket 1/g)).toHaveLength(1);
});

it("signing out leaves no word of a customer in the extension's stores", async () => {
  const { context, extensionId } = desk.browser;
  const hand = await context.newPage();
  await hand.goto(`chrome-extension://${extensionId}/options.html`);
  const stored = () =>
    hand.evaluate(async () => {
      const all: unknown[] = [
        await chrome.storage.local.get(null),
        await chrome.storage.session.get(null),
      ];
      for (const { name } of await indexedDB.databases()) {
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name ?? "");
          opening.onsuccess = () => resolve(opening.result);
          opening.onerror = () => reject(opening.error);
        });
        for (const store of db.objectStoreNames)
          all.push(
            await new Promise((resolve) => {
              const rows = db.transaction(store).objectStore(store).getAll();
              rows.onsuccess = () => resolve(rows.result);
            }),
          );
        db.close();
      }
      return JSON.stringify(all);
    });
  expect(await stored()).toContain("this answers ticket 1");
  expect(await stored()).toContain("Where is my parcel?");
  await hand.evaluate(() =>
    chrome.runtime.sendMessage({ type: "options.disconnect" }),
  );
  // The page reports what it shows; without a connection nothing of it may be read again.
  await expect.poll(stored).not.toContain("parcel");
  await desk.helpdesk.reload();
  await new Promise((next) => setTimeout(next, 1500));
  expect(await stored()).not.toMatch(/parcel|this answers ticket/);
});
