import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseTickets } from "./tickets.ts";
import {
  openInChromium,
  type InChromium,
  type ZendeskPage,
} from "./zendesk/in-chromium.ts";
import { startZendesk, type SandboxZendesk } from "./zendesk/server.ts";

const ticket = (id: number, texts: string[], rest = {}) =>
  JSON.stringify({
    id,
    subject: `Subject ${id}`,
    requester: "Dana Ruiz",
    messages: texts.map((text, index) => ({
      role: "customer",
      author: "Dana Ruiz",
      text,
      at: new Date(
        Date.parse("2026-11-20T09:00:00Z") + index * 60_000,
      ).toISOString(),
    })),
    ...rest,
  });
const TICKETS = [
  ticket(40001, ["First ticket"], {
    tags: ["billing"],
    fields: { "Order ID": "A-1" },
  }),
  ticket(40002, ["Second ticket"]),
  ticket(
    40003,
    Array.from({ length: 45 }, (_, index) => `Line ${index}`),
  ),
  ticket(40004, ["Hello from the app"], { channel: "messaging" }),
];

let zendesk: SandboxZendesk;
let chromium: InChromium;
let agent: ZendeskPage;
let page: Page;

beforeAll(async () => {
  zendesk = await startZendesk({ tickets: parseTickets(TICKETS.join("\n")) });
  chromium = await openInChromium(zendesk);
  agent = chromium.zendeskPage;
  page = agent.page;
}, 60_000);
afterAll(async () => {
  await chromium?.close();
  await zendesk?.close();
});
beforeEach(() => {
  zendesk.levers.reset();
  zendesk.state.received.length = 0;
});

describe("two tickets mounted at once", () => {
  it("each keeps its own text while the agent goes to and fro, and the address follows", async () => {
    await agent.visit(zendesk.ticketUrl(40001, 40002));
    await agent.composer(40001).click();
    await page.keyboard.type("For the first");
    await agent.switchTo(40002);
    await agent.composer(40002).click();
    await page.keyboard.type("For the second");

    expect(new URL(page.url()).pathname).toBe("/agent/tickets/40002");
    expect([await agent.written(40001), await agent.written(40002)]).toEqual([
      "<p>For the first</p>",
      "<p>For the second</p>",
    ]);
    expect(await agent.layout(40001).getAttribute("data-is-active")).toBe(
      "false",
    );
    expect(await agent.layout(40002).getAttribute("data-is-active")).toBe(
      "true",
    );
    const hidden = await agent.composer(40001).evaluate((editable) => {
      const element = editable as HTMLElement;
      return [
        getComputedStyle(element).visibility,
        element.offsetParent !== null,
      ];
    });
    // The trap the real page sets: not displayed, yet it has an offset parent.
    expect(hidden).toEqual(["hidden", true]);

    await page.goBack();
    await expect
      .poll(() => agent.layout(40001).getAttribute("data-is-active"))
      .toBe("true");
    expect(
      await page
        .locator('[data-test-id="header-tab"][aria-current="page"]')
        .getAttribute("data-entity-id"),
    ).toBe("40001");
  });

  it("takes back what was typed with the keyboard", async () => {
    await page.waitForTimeout(300);
    await agent.composer(40001).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("more");
    for (let steps = 0; steps < 3; steps++)
      await page.keyboard.press("Control+z");
    expect(await agent.written(40001)).not.toContain("more");
    for (let steps = 0; steps < 3; steps++)
      await page.keyboard.press("Control+y");
    expect(await agent.written(40001)).toBe("<p>For the first</p><p>more</p>");
  });

  it("takes a synthetic paste as one step that can be undone", async () => {
    const before = await agent.written(40001);
    const isTaken = await agent.composer(40001).evaluate((editable) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData(
        "text/html",
        "<p>Dear <strong>Dana</strong></p><ul><li>one</li></ul>",
      );
      clipboardData.setData("text/plain", "Dear Dana\none");
      const paste = new ClipboardEvent("paste", {
        clipboardData,
        bubbles: true,
        cancelable: true,
        composed: true,
      });
      editable.dispatchEvent(paste);
      return paste.defaultPrevented;
    });
    expect(isTaken).toBe(true);
    expect(await agent.written(40001)).toContain("<strong>Dana</strong>");
    await page.keyboard.press("Control+z");
    expect(await agent.written(40001)).toBe(before);
  });

  it("sends a note only the team sees, then a reply the customer sees, and stays on the ticket", async () => {
    await agent.choose("internal");
    expect(
      await agent
        .layout(40001)
        .locator('[data-test-id="omnichannel-channel-switcher-button"]')
        .getAttribute("data-channel"),
    ).toBe("internal");
    const noteColour = await agent
      .layout(40001)
      .locator('[data-test-id="editor-view"]')
      .evaluate((view) => getComputedStyle(view).backgroundColor);
    expect(noteColour).toBe("rgb(255, 248, 220)");
    await agent.submit();
    await expect.poll(() => agent.written(40001)).toBe("");
    await agent.composer(40001).click();
    await page.keyboard.type("Dear Dana");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => zendesk.state.received.length).toBe(2);

    expect(
      zendesk.state.received.map(({ plainBody, public: isPublic, by }) => [
        plainBody,
        isPublic,
        by,
      ]),
    ).toEqual([
      ["For the first\n\nmore", false, "cookie"],
      ["Dear Dana", true, "cookie"],
    ]);
    const types = () =>
      agent
        .layout(40001)
        .locator('[data-test-id="omni-log-item-message"]')
        .evaluateAll((items) => items.map((item) => item.getAttribute("type")));
    await expect.poll(types).toEqual(["end-user", "internal", "agent"]);
    expect(
      await agent
        .layout(40001)
        .locator('[data-test-id="omni-log-internal-note-tag"]')
        .count(),
    ).toBe(1);
    expect(new URL(page.url()).pathname).toBe("/agent/tickets/40001");
    expect(await agent.written(40002)).toBe("<p>For the second</p>");
  });

  it("keeps the text when the submit is refused", async () => {
    zendesk.levers.failSubmit({ kind: "server-error" });
    await agent.composer(40001).click();
    await page.keyboard.type("Not lost");
    await agent.submit();
    expect(await page.locator(".notice--fault").count()).toBe(1);
    expect([await agent.written(40001), zendesk.state.received.length]).toEqual(
      ["<p>Not lost</p>", 0],
    );
  });

  it("shows what arrives meanwhile, in the ticket it belongs to, and survives a new composer", async () => {
    zendesk.levers.customerWrites(40002, "Any news?");
    zendesk.levers.replaceComposer(40001);
    await expect
      .poll(() => agent.layout(40002).locator("article").count())
      .toBe(2);
    await expect.poll(() => agent.written(40001)).toBe("<p>Not lost</p>");
    expect(await agent.layout(40001).locator("article").count()).toBe(3);
  });
});

it("keeps older messages out of the page until they are asked for", async () => {
  await agent.visit(zendesk.ticketUrl(40003));
  const shown = () =>
    agent
      .layout(40003)
      .locator('[data-test-id="omni-log-message-content"]')
      .allTextContents();
  expect([(await shown())[0], (await shown()).length]).toEqual(["Line 25", 20]);
  await agent
    .layout(40003)
    .locator('[data-test-id="convolog-show-more-button"]')
    .click();
  expect([(await shown())[0], (await shown()).length]).toEqual(["Line 5", 40]);
});

it("has what the extension reads beside the conversation, and its session cookie for the API", async () => {
  await agent.visit(zendesk.ticketUrl(40001));
  const pane = agent.layout(40001);
  expect(
    await pane.locator('[data-test-id="omni-header-subject"]').inputValue(),
  ).toBe("Subject 40001");
  expect(
    await pane
      .locator('[data-test-id="ticket-system-field-tags-item-selected"]')
      .allTextContents(),
  ).toEqual(["billing"]);
  expect(
    await pane.locator("time[datetime]").first().getAttribute("datetime"),
  ).toBe("2026-11-20T09:00:00Z");
  const answers = await page.evaluate(async () => {
    const url = "/api/v2/tickets/40001.json";
    const read = await fetch(url);
    const forged = await fetch(url, {
      method: "PUT",
      body: JSON.stringify({ ticket: { comment: { body: "forged" } } }),
    });
    return [read.status, forged.status, document.cookie];
  });
  expect(answers).toEqual([200, 403, ""]);
  zendesk.levers.signOut();
  expect(
    await page.evaluate(
      async () => (await fetch("/api/v2/tickets/40001.json")).status,
    ),
  ).toBe(401);
});

it("a messaging ticket has the plain editor and its own send button", async () => {
  await agent.visit(zendesk.ticketUrl(40004));
  const pane = agent.layout(40004);
  await pane
    .locator('[data-test-id="omnicomposer-plain-text-ckeditor"]')
    .click();
  await page.keyboard.type("On its way");
  await pane
    .locator('[data-test-id="omnichannel-omnicomposer-send-button"]')
    .click();
  await expect
    .poll(() => zendesk.state.received.map((comment) => comment.plainBody))
    .toEqual(["On its way"]);
});

it("wears its disguises: other language, other order, no composer, renamed attributes", async () => {
  zendesk.levers.setPage({ locale: "de", order: "newest-first" });
  await agent.visit(zendesk.ticketUrl(40003));
  expect(
    await agent
      .layout(40003)
      .locator('[data-test-id="omnichannel-channel-switcher-button"]')
      .getAttribute("aria-label"),
  ).toBe("Öffentliche Antwort");
  expect(
    await agent.layout(40003).locator("article").first().textContent(),
  ).toContain("Line 44");
  zendesk.levers.setPage({ composer: "none" });
  await agent.visit(zendesk.ticketUrl(40003));
  expect(
    await agent.layout(40003).locator('[data-test-id="editor-view"]').count(),
  ).toBe(0);
  zendesk.levers.setPage({ composer: "rich", renamed: true });
  await agent.visit(zendesk.ticketUrl(40003));
  expect(await page.locator("[data-test-id]").count()).toBe(0);
  expect(await page.locator("article").count()).toBe(20);
});

it("opens tickets from the view", async () => {
  await agent.visit(`${zendesk.origin}/agent/filters/1`);
  await page.getByRole("link", { name: "Subject 40002" }).click();
  await expect
    .poll(() => agent.layout(40002).getAttribute("data-is-active"))
    .toBe("true");
  expect(new URL(page.url()).pathname).toBe("/agent/tickets/40002");
});

it("did all this without one error or breach of its own policy", () => {
  expect(chromium.complaints).toEqual([]);
});
