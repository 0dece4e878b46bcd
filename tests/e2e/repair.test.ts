import { afterAll, beforeAll, expect, it } from "vitest";
import { openDesk, ticketOf, type AgentDesk } from "./agent-desk.ts";
import { composerText } from "./helpdesk-page.ts";

const DRAFT = "Hello,\n\nthis answers ticket 1.";
const V2 = (testId: string) => `[data-v2-test-id="${testId}"]`;

/** Zendesk gives everything another name overnight. Heed says so, offers Copy, and is mended by data alone. */
let desk: AgentDesk;
let suggestionId = "";

beforeAll(async () => {
  desk = await openDesk([ticketOf(1, "Where is my parcel?")], 1);
  const view = await desk.viewWhen(({ lastMessageId }) => !!lastMessageId);
  const answer = await desk.ask({
    type: "panel.suggest",
    tabId: desk.tabId,
    ref: view.ref!,
    lastMessageId: view.lastMessageId!,
    instruction: null,
    intentId: null,
    replaces: null,
  });
  if (!answer.ok) throw new Error(answer.message);
  suggestionId = answer.value.suggestionId;
});
afterAll(() => desk?.close());

const insert = () =>
  desk.ask({
    type: "panel.insert",
    tabId: desk.tabId,
    suggestionId,
    part: "reply",
    mode: "append",
    expectedText: "",
    ticked: [],
  });
const pack = (version: string, over: object) => {
  desk.backend.levers.pack = {
    ...desk.backend.levers.pack,
    version,
    ...over,
  };
  // Connecting asks for the pack at once; else it is asked for every two minutes.
  return desk.ask({
    type: "options.connect",
    address: desk.backend.origin,
    code: "CODE",
  });
};

it("all is well at first", async () => {
  const view = await desk.viewWhen(({ page }) => page !== null);
  expect(view.page?.state).toBe("ok");
  expect(view.mayInsert).toBe(true);
});

it("renamed: says what it does not find, and inserts nothing", async () => {
  desk.zendesk.levers.setPage({ renamed: true });
  await desk.helpdesk.reload();
  const view = await desk.viewWhen(({ page }) => page?.state === "broken");
  expect(view.page?.missing).toEqual(["ticket"]);
  expect(view.mayInsert).toBe(false);
  // The API still reads the ticket.
  expect(view.ticket?.completeness).toBe("full");
  expect(await insert()).toMatchObject({ ok: false });
});

it("a pack's selectors mend it, without a build", async () => {
  await pack("mended", {
    selectors: {
      "zendesk.activeLayout": [
        '[data-v2-test-id="ticket-{ticketId}-standard-layout"][data-v2-is-active="true"]',
      ],
      "zendesk.conversation": [V2("omni-log-container")],
      "zendesk.message": [V2("omni-log-comment-item")],
      "zendesk.messageText": [V2("omni-log-message-content")],
      "zendesk.messageKind": [V2("omni-log-item-message")],
      "zendesk.author": [V2("omni-log-comment-user-link")],
      "zendesk.subject": [V2("omni-header-subject")],
      "zendesk.composer": [V2("omnicomposer-rich-text-ckeditor")],
      "zendesk.channelSwitcher": [V2("omnichannel-channel-switcher-button")],
      "zendesk.channelAttribute": ["data-v2-channel"],
      "zendesk.submit": [V2("submit_button-button")],
    },
  });
  const view = await desk.viewWhen(({ page }) => page?.state === "ok");
  expect(view.mayInsert).toBe(true);
  expect(await insert()).toMatchObject({ ok: true, value: { ok: true } });
  const text = await desk.helpdesk
    .locator(V2("omnicomposer-rich-text-ckeditor"))
    .innerText();
  expect(text.replace(/\s+/g, " ").trim()).toBe(DRAFT.replace(/\s+/g, " "));
});

it("a pack's selectors are left alone where the built-in ones are as good", async () => {
  desk.zendesk.levers.setPage({ renamed: false });
  await pack("wrong", {
    selectors: { "zendesk.composer": ['[data-test-id="omni-header-subject"]'] },
  });
  await desk.helpdesk.reload();
  await desk.viewWhen(
    ({ page, composer }) => page?.state === "ok" && composer?.present === true,
  );
  expect(await insert()).toMatchObject({ ok: true, value: { ok: true } });
  expect(await composerText(desk.helpdesk, 1)).toContain("ticket 1");
});

it.each<[string, object, string]>([
  ["one feature", { disabledFeatures: ["insert"] }, "mayInsert"],
  [
    "one feature of one helpdesk",
    { disabledFeatures: ["zendesk.insert"] },
    "mayInsert",
  ],
])("a switch turns off %s", async (name, flags, part) => {
  await pack(name, {
    selectors: {},
    flags: { disabledAdapters: [], disabledFeatures: [], ...flags },
  });
  const view = await desk.viewWhen((it) => it.mayInsert === false);
  expect(view).toMatchObject({ [part]: false, isHelpdeskOff: false });
  expect(await insert()).toMatchObject({ ok: false });
});

it("a switch turns off one helpdesk: its tickets are not read any more", async () => {
  await pack("off", {
    selectors: {},
    flags: { disabledAdapters: ["zendesk"], disabledFeatures: [] },
  });
  await desk.helpdesk.reload();
  const view = await desk.viewWhen((it) => it.isHelpdeskOff);
  expect(view.mayInsert).toBe(false);
});

it("a pack that cannot be read changes nothing", async () => {
  await pack("bad", {
    selectors: { "zendesk.composer": ["click(#send)"] },
    flags: { disabledAdapters: [], disabledFeatures: [] },
  });
  const view = await desk.viewWhen(({ ref }) => ref !== null);
  expect(view.isHelpdeskOff).toBe(true);
});
