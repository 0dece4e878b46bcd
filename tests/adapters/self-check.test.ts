import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import {
  diagnose,
  withOverrides,
  worthOf,
} from "../../src/adapters/self-check.ts";
import { zendeskPage } from "../../src/adapters/zendesk/page.ts";
import { atOnce } from "./at-once.ts";
import type { PageAdapter } from "../../src/adapters/adapter.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/zendesk");

function pageOf(fixture: string): Document {
  const read = (file: string) =>
    readFileSync(join(FIXTURES, fixture, file), "utf8");
  const { url } = JSON.parse(read("expected.json"));
  return new JSDOM(read("page.html"), { url }).window.document;
}

function healthOf(page: Document, adapter: PageAdapter = zendeskPage()) {
  return atOnce(diagnose(adapter, page)).health;
}

const byTestId = (page: Document, testId: string) => {
  const found = page.querySelectorAll<HTMLElement>(
    `[data-test-id="${testId}"]`,
  );
  if (found.length === 0) throw new Error(`the fixture has no ${testId}`);
  return [...found];
};
const rename = (testId: string) => (page: Document) =>
  byTestId(page, testId).forEach((it) => (it.dataset["testId"] = "new-name"));
const double = (testId: string) => (page: Document) => {
  const [first] = byTestId(page, testId);
  first?.after(first.cloneNode(true));
};

describe("the check of Zendesk's page", () => {
  it.each([
    "plain-ticket",
    "two-tickets-open",
    "long-thread",
    "reversed-order",
    "localised-labels",
    "internal-note",
    "hostile-html",
    "no-composer",
    "closed-ticket",
    "light-agent",
  ])("finds nothing amiss in %s", (fixture) => {
    expect(healthOf(pageOf(fixture))).toMatchObject({
      state: "ok",
      missing: [],
      mayInsert: true,
      mayNotice: true,
    });
  });

  const INSERT = { mayInsert: false, mayNotice: true };
  const NOTICE = { mayInsert: true, mayNotice: false };
  const PAGE = { mayInsert: true, mayNotice: true };
  it.each<[string, (page: Document) => void, string[], object]>([
    [
      "the reply box under another name",
      (page) => {
        rename("omnicomposer-rich-text-ckeditor")(page);
        rename("ticket-rich-text-editor")(page);
      },
      ["reply box"],
      INSERT,
    ],
    [
      "two reply boxes",
      double("omnicomposer-rich-text-ckeditor"),
      ["reply box"],
      INSERT,
    ],
    [
      "a switch that says nothing",
      (page) =>
        byTestId(page, "omnichannel-channel-switcher-button").forEach((it) => {
          it.removeAttribute("data-channel");
          it.setAttribute("aria-label", "Öffentliche Antwort");
        }),
      ["reply or note"],
      INSERT,
    ],
    [
      "no submit button to be seen",
      rename("submit_button-button"),
      ["submit button"],
      NOTICE,
    ],
    [
      "messages under another name",
      (page) =>
        byTestId(page, "omni-log-comment-item").forEach((it) => {
          const other = page.createElement("section");
          other.append(...it.childNodes);
          it.replaceWith(other);
        }),
      ["messages"],
      PAGE,
    ],
    [
      "messages whose kind is not said",
      (page) =>
        byTestId(page, "omni-log-item-message").forEach((it) => {
          it.removeAttribute("data-test-id");
          it.removeAttribute("type");
        }),
      ["kind of a message"],
      PAGE,
    ],
  ])("names %s", (_name, mutate, missing, trust) => {
    const page = pageOf("plain-ticket");
    mutate(page);
    expect(healthOf(page)).toMatchObject({
      state: "partial",
      missing,
      ...trust,
    });
  });

  it("leaves a side conversation's editor and switch out of account", () => {
    const page = pageOf("plain-ticket");
    const [view] = byTestId(page, "editor-view");
    const side = page.createElement("div");
    side.setAttribute("data-test-id", "side-conversation-editor");
    if (view) side.append(view.cloneNode(true));
    view?.before(side);
    expect(healthOf(page)).toMatchObject({ state: "ok", mayInsert: true });
    view?.remove();
    expect(healthOf(page)).toMatchObject({
      missing: ["reply box", "reply or note switch"],
      mayInsert: false,
    });
  });

  it("says that nothing is found, when the whole page has other names", () => {
    const page = pageOf("renamed-selectors");
    page.querySelectorAll<HTMLElement>("[data-ticket-id]").forEach((it) => {
      it.removeAttribute("data-ticket-id");
    });
    page
      .querySelectorAll("[data-side-conversations-anchor-id]")
      .forEach((it) => it.removeAttribute("data-side-conversations-anchor-id"));
    expect(healthOf(page)).toMatchObject({
      state: "broken",
      missing: ["ticket"],
      mayInsert: false,
    });
  });

  it("counts which selector of a list was needed", () => {
    const page = pageOf("plain-ticket");
    rename("omnicomposer-rich-text-ckeditor")(page);
    expect(healthOf(page)?.routes).toMatchObject({
      "zendesk.composer": 2,
      "zendesk.subject": 0,
    });
  });

  it("has nothing to check where no ticket is", () => {
    const { document } = new JSDOM("<main></main>", {
      url: "https://acme.zendesk.com/agent/filters/1",
    }).window;
    const adapter = zendeskPage();
    expect(atOnce(diagnose(adapter, document)).health).toBeNull();
  });
});

describe("a pack's selectors", () => {
  const mended = (page: Document, overrides: Record<string, string[]>) => {
    const builtIn = zendeskPage();
    return builtIn.withSelectors(
      withOverrides(builtIn.selectors, overrides, page),
    );
  };

  it("mend a renamed reply box", () => {
    const page = pageOf("plain-ticket");
    rename("omnicomposer-rich-text-ckeditor")(page);
    rename("ticket-rich-text-editor")(page);
    const adapter = mended(page, {
      "zendesk.composer": ['[data-test-id="new-name"][contenteditable]'],
    });
    expect(healthOf(page, adapter)).toMatchObject({ state: "ok" });
    expect(worthOf(healthOf(page, adapter))).toBeGreaterThan(
      worthOf(healthOf(page)),
    );
  });

  it("are no better when they find the wrong thing twice", () => {
    const page = pageOf("plain-ticket");
    double("omni-header-subject")(page);
    const adapter = mended(page, {
      "zendesk.composer": ["[data-test-id]"],
      "zendesk.channelSwitcher": ["div"],
    });
    expect(worthOf(healthOf(page, adapter))).toBeLessThan(
      worthOf(healthOf(page)),
    );
  });

  it("stand before the built-in ones, which stay; what the page cannot parse is dropped", () => {
    const page = pageOf("plain-ticket");
    const { selectors } = mended(page, {
      "zendesk.subject": ["[data-x]", "[[", ".subject"],
      "zendesk.unknown": [".x"],
    });
    expect(selectors["zendesk.subject"]?.slice(0, 2)).toEqual([
      "[data-x]",
      ".subject",
    ]);
    expect(selectors["zendesk.subject"]).toContain(
      '[data-test-id="omni-header-subject"]',
    );
    expect(selectors).not.toHaveProperty(["zendesk.unknown"]);
  });
});
