import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InboxHandle } from "./intercom/page/main.ts";
import { startIntercom, type SandboxIntercom } from "./intercom/server.ts";
import { openPage, type PageInChromium } from "./look-alike/in-chromium.ts";
import { parseTickets } from "./tickets.ts";

const ROWS = [71, 72]
  .map((id) =>
    JSON.stringify({
      id,
      subject: `Question ${id}`,
      requester: `Customer ${id}`,
      messages: [
        {
          role: "customer",
          author: `Customer ${id}`,
          at: "2026-11-20T09:14:03Z",
          text: `Opening ${id}`,
        },
        {
          role: "agent",
          visibility: "internal",
          author: "Sam Okoro",
          at: "2026-11-20T09:20:03Z",
          text: `Note ${id}`,
        },
      ],
    }),
  )
  .join("\n");
const EDITOR = ".ProseMirror.embercom-prosemirror-composer-editor";

describe("the inbox page", () => {
  let intercom: SandboxIntercom;
  let browser: PageInChromium;
  let page: Page;
  const inbox = <T>(run: (handle: InboxHandle) => T) =>
    page.evaluate(`(${String(run)})(window.__sandbox)`) as Promise<Awaited<T>>;

  beforeAll(async () => {
    intercom = await startIntercom({ tickets: parseTickets(ROWS) });
    browser = await openPage(intercom.chromiumArgs);
    page = browser.page;
    await page.goto(intercom.ticketUrl(71));
    await page.waitForFunction(() => "__sandbox" in window);
  });
  afterAll(async () => {
    await browser?.close();
    await intercom?.close();
  });

  it("shows one conversation, with the attributes that extensions go by", async () => {
    expect(
      await page
        .locator("[data-part-entity-id]")
        .evaluateAll((parts) =>
          parts.map((part) => [
            part.getAttribute("data-part-entity-id"),
            part
              .querySelector("[data-part-group-category]")
              ?.getAttribute("data-part-group-category"),
            part.querySelector(".inbox2__note-part") !== null,
          ]),
        ),
    ).toEqual([
      ["30001", "1", false],
      ["30002", "3", true],
    ]);
    expect(await page.locator(EDITOR).count()).toBe(1);
  });

  it("keeps the draft of each conversation, and sends what is in front", async () => {
    await page.locator(EDITOR).click();
    await page.keyboard.insertText("For 71.");
    await inbox((it) => it.open(72));
    expect(new URL(page.url()).pathname).toMatch(/\/conversation\/72$/);
    expect(await page.locator(EDITOR).innerText()).toBe("\n");
    await page.getByRole("tab", { name: "Note" }).click();
    await page.locator(EDITOR).click();
    await page.keyboard.insertText("A note for 72.");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Sent.").waitFor();
    await inbox((it) => it.open(71));
    expect(await inbox((it) => it.text(71))).toBe("For 71.");
    await page.getByRole("button", { name: "Send" }).click();
    await expect.poll(() => intercom.state.received).toHaveLength(2);
    expect(intercom.state.received).toMatchObject([
      { ticketId: 72, public: false, plainBody: "A note for 72." },
      { ticketId: 71, public: true, plainBody: "For 71." },
    ]);
  });

  it("shows the conversation before for a moment after its address has gone", async () => {
    const shown = await inbox(async (it) => {
      const before = it.shown();
      history.pushState(null, "", location.pathname.replace(/\d+$/, "72"));
      dispatchEvent(new PopStateEvent("popstate"));
      return { before, after: it.shown() };
    });
    expect(shown.after).toEqual(shown.before);
    await expect
      .poll(() => inbox((it) => it.shown()))
      .toEqual({ stream: "72", composer: "72" });
  });

  it("shows what arrives", async () => {
    intercom.levers.customerWrites(72, "Any news?");
    await page.getByText("Any news?").waitFor();
  });

  it("works under its own policy", () => {
    expect(browser.complaints).toEqual([]);
  });
});
