import { afterAll, beforeAll, expect, it } from "vitest";
import { openDesk, ticketOf, type AgentDesk } from "./agent-desk.ts";
import { composerText, submit, typeInComposer } from "./helpdesk-page.ts";
import { watchWorlds } from "./page-worlds.ts";

/** The next version comes while a ticket is open: other files in the extension's folder, and the browser starts it anew. */
const NEXT = "99.0.0";
const OWN = "I have looked into this myself.";

let desk: AgentDesk;
beforeAll(async () => {
  desk = await openDesk([ticketOf(1, "Where is my parcel?")], 1);
});
afterAll(() => desk?.close());

it("an update with an open ticket, an unsent edit and waiting signals: the old script falls silent, nothing is lost", async () => {
  const { browser, helpdesk, tabId, backend } = desk;
  browser.context.setDefaultTimeout(5000);
  const worlds = await watchWorlds(helpdesk, browser.extensionId);
  await helpdesk.evaluate(() => Object.assign(window, { loadedOnce: true }));
  const panel = await browser.openPanelAsTab(tabId);
  const insert = panel.getByRole("button", { name: "Insert reply" });
  await insert.waitFor();
  // From here on nothing reaches the backend: what is labelled waits.
  backend.levers.status = 503;
  await insert.click();
  await panel.getByText("Inserted. You send it.").waitFor();
  await panel.getByRole("button", { name: "Edit" }).click();
  const edited = `Hello,\n\nticket 1 is answered so, in words of my own.`;
  await panel.getByLabel("Your reply").fill(edited);
  await helpdesk.bringToFront();
  await typeInComposer(helpdesk, 1, ` ${OWN}`);
  const typed = await composerText(helpdesk, 1);
  expect(typed).toContain("this answers ticket 1");
  expect(typed).toContain(OWN);
  const { signalsWaiting } = await desk.viewWhen(
    ({ signalsWaiting }) => signalsWaiting > 0,
  );
  expect(signalsWaiting).toBeGreaterThan(0);

  const [old] = worlds.ids();
  if (old === undefined) throw new Error("the page has no script of ours");
  const heard = await worlds.listeners(old);
  expect(heard).toContain("click");
  await worlds.evaluate(old, COUNT_LOOKS);
  await browser.update(NEXT);

  await desk.viewWhen(({ ticket }) => ticket !== null);
  await expect.poll(() => worlds.listeners(old), { timeout: 3000 }).toEqual([]);
  const looks = await worlds.evaluate<number>(old, "looks");
  const [, young, ...others] = worlds.ids();
  if (young === undefined) throw new Error("no new script came");
  expect(others).toEqual([]);
  expect(await worlds.listeners(young)).toEqual(heard);
  expect(await helpdesk.evaluate(() => "loadedOnce" in window)).toBe(true);
  expect(await composerText(helpdesk, 1)).toBe(typed);

  backend.levers.status = null;
  const again = await browser.openPanelAsTab(tabId);
  await again.getByText("in words of my own").first().waitFor();
  await again.getByRole("button", { name: "Insert" }).first().click();
  await again.getByText("Replace your text").click();
  await expect
    .poll(() => composerText(helpdesk, 1))
    .toContain("in words of my own");
  expect(await composerText(helpdesk, 1)).not.toContain(OWN);
  await helpdesk.bringToFront();
  await submit(helpdesk, 1);

  const settled = () =>
    backend.stored.filter(({ outcome }) => outcome.kind !== "pending");
  await expect
    .poll(() => settled().length, { timeout: 10_000 })
    .toBeGreaterThan(0);
  expect(settled()).toHaveLength(1);
  expect(settled()[0]?.outcome.kind).toBe("edited");
  expect(new Set(backend.stored.map((it) => it.suggestionId)).size).toBe(1);
  expect(backend.stored.map(({ revision }) => revision)).toEqual(
    backend.stored.map((_signal, index) => index + 1),
  );
  expect(desk.zendesk.state.received).toHaveLength(1);
  // All this went on in the page, and the script that was left behind looked at none of it.
  expect(await worlds.evaluate(old, "looks")).toBe(looks);
  expect(worlds.errors).toEqual([]);
});

/** Counts how often a script looks something up in the page. In its own world alone, as the page's own counts are not its. */
const COUNT_LOOKS = `
  globalThis.looks = 0;
  for (const { prototype } of [Document, Element])
    for (const name of ["querySelector", "querySelectorAll"]) {
      const real = prototype[name];
      prototype[name] = function (...given) {
        globalThis.looks++;
        return real.apply(this, given);
      };
    }
`;
