import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { trackConversations } from "../../../src/adapters/intercom/active-conversation.ts";
import { INTERCOM_SELECTORS } from "../../../src/adapters/intercom/selectors.ts";

const EDITOR =
  '<div class="ProseMirror embercom-prosemirror-composer-editor" contenteditable="true"></div>';

/** An inbox whose address and parts are set one after the other, as the real page does. */
function inbox() {
  let at = 0;
  const { window } = new JSDOM(
    `<div data-intercom-target="conversation-space"><div data-conversation-stream></div>${EDITOR}</div>`,
  );
  const page = window.document;
  const stream = page.querySelector("[data-conversation-stream]")!;
  const conversations = trackConversations(INTERCOM_SELECTORS, () => at);
  let url = new URL("https://app.intercom.com/a/inbox/a86dr8yl/inbox/all");
  return {
    goTo(id: string) {
      url = new URL(
        `https://app.intercom.com/a/inbox/a86dr8yl/inbox/all/conversation/${id}`,
      );
    },
    show(...parts: number[]) {
      stream.replaceChildren(
        ...parts.map((id) => {
          const part = page.createElement("div");
          part.dataset.partGroupId = String(id);
          return part;
        }),
      );
    },
    replaceComposer() {
      page.querySelector(".ProseMirror")!.outerHTML = EDITOR;
    },
    wait(ms: number) {
      at += ms;
    },
    active: () => conversations.inFront(page, url)?.ticket.ticketId ?? null,
    calmFor: () => conversations.calmFor(page, url),
  };
}

describe("which conversation is in front", () => {
  it("is none while the page shows parts of the one before", () => {
    const it = inbox();
    it.goTo("1");
    it.show(11, 12);
    expect(it.active()).toBe("1");
    it.goTo("2");
    expect(it.active()).toBeNull();
    it.show(21);
    expect(it.active()).toBe("2");
    it.goTo("1");
    expect(it.active()).toBeNull();
    it.show(11, 12);
    expect(it.active()).toBe("1");
  });

  it("is none while one part of another is left", () => {
    const it = inbox();
    it.goTo("1");
    it.show(11, 12);
    it.active();
    it.goTo("2");
    it.show(12, 21);
    expect(it.active()).toBeNull();
  });

  it("is told by the ends of a long one", () => {
    const it = inbox();
    const from = (first: number) =>
      Array.from({ length: 500 }, (_, n) => first + n);
    it.goTo("1");
    it.show(...from(1000));
    expect(it.active()).toBe("1");
    it.goTo("2");
    expect(it.active()).toBeNull();
    it.show(...from(2000), 1499);
    expect(it.active()).toBeNull();
    it.show(1000, ...from(2000));
    expect(it.active()).toBeNull();
    it.show(...from(2000));
    expect(it.active()).toBe("2");
  });

  it("is the same when a new part arrives", () => {
    const it = inbox();
    it.goTo("1");
    it.show(11);
    it.active();
    it.show(11, 12);
    expect(it.active()).toBe("1");
  });

  it("is believed after five seconds, should the memory be wrong", () => {
    const it = inbox();
    it.goTo("1");
    it.show(11);
    it.active();
    it.goTo("2");
    expect(it.active()).toBeNull();
    it.wait(4999);
    expect(it.active()).toBeNull();
    it.wait(1);
    expect(it.active()).toBe("2");
  });

  it("is calm from when conversation and composer stand still", () => {
    const it = inbox();
    it.goTo("1");
    it.show(11);
    expect(it.calmFor()).toBe(0);
    it.wait(300);
    expect(it.calmFor()).toBe(300);
    it.replaceComposer();
    expect(it.calmFor()).toBe(0);
    it.wait(300);
    it.goTo("2");
    expect(it.calmFor()).toBe(0);
    it.goTo("1");
    expect(it.calmFor()).toBe(0);
    it.wait(100);
    expect(it.calmFor()).toBe(100);
  });
});
