import { describe, expect, it } from "vitest";
import { senderOf } from "../../src/messaging/sender.ts";

const EXTENSION = { id: "heed", origin: "chrome-extension://heed" };
const PAGE = {
  id: "heed",
  url: "https://acme.zendesk.com/agent/tickets/1",
  frameId: 0,
  tab: { id: 7 },
};

describe("who sent a message", () => {
  it.each([
    [
      "the side panel",
      { id: "heed", url: "chrome-extension://heed/sidepanel.html" },
      "extension_page",
    ],
    [
      "the panel opened as a tab",
      {
        id: "heed",
        url: "chrome-extension://heed/sidepanel.html?tabId=7",
        tab: { id: 9 },
        frameId: 0,
      },
      "extension_page",
    ],
    [
      "the options page",
      { id: "heed", url: "chrome-extension://heed/options.html" },
      "extension_page",
    ],
    ["the script of a helpdesk page", PAGE, "helpdesk"],
    [
      "a helpdesk page that went on by pushState",
      { ...PAGE, url: "https://acme.zendesk.com/agent/dashboard" },
      "helpdesk",
    ],
    ["another extension", { ...PAGE, id: "other" }, undefined],
    [
      "another extension's page",
      { id: "other", url: "chrome-extension://other/sidepanel.html" },
      undefined,
    ],
    [
      "a page that looks like ours",
      {
        id: "heed",
        url: "chrome-extension://heed.evil.example/sidepanel.html",
      },
      undefined,
    ],
    ["a frame in the helpdesk page", { ...PAGE, frameId: 3 }, undefined],
    ["no tab", { id: "heed", url: PAGE.url, frameId: 0 }, undefined],
    ["no address", { id: "heed", frameId: 0, tab: { id: 7 } }, undefined],
    [
      "plain http",
      { ...PAGE, url: "http://acme.zendesk.com/agent/tickets/1" },
      undefined,
    ],
    [
      "a host that ends alike: heard only if a person allowed it",
      { ...PAGE, url: "https://evilzendesk.com/agent/tickets/1" },
      "brand",
    ],
    [
      "a host that goes on: the same",
      { ...PAGE, url: "https://acme.zendesk.com.evil.example/agent/" },
      "brand",
    ],
    [
      "a host below an account",
      { ...PAGE, url: "https://a.acme.zendesk.com/agent/" },
      undefined,
    ],
    [
      "Zendesk's workspace on a company's own host",
      { ...PAGE, url: "https://support.example.com/agent/tickets/1" },
      "brand",
    ],
    [
      "the help center on that host",
      { ...PAGE, url: "https://support.example.com/hc/en-us" },
      undefined,
    ],
    [
      "a workspace on a number",
      { ...PAGE, url: "https://192.168.1.7/agent/tickets/1" },
      undefined,
    ],
    [
      "a workspace over plain http",
      { ...PAGE, url: "http://support.example.com/agent/tickets/1" },
      undefined,
    ],
    ["any other site", { ...PAGE, url: "https://example.com/" }, undefined],
  ])("%s", (_name, sender, kind) => {
    expect(senderOf(sender as never, EXTENSION)?.kind).toBe(kind);
  });

  it("the account comes from the browser's word for the page, not from the message", () => {
    expect(senderOf(PAGE as never, EXTENSION)).toEqual({
      kind: "helpdesk",
      tabId: 7,
      helpdesk: "zendesk",
      accountKey: "acme",
    });
  });
});
