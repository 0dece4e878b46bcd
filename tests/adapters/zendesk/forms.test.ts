import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { composerFor } from "../../../src/adapters/zendesk/composer-for.ts";
import { zendeskPage } from "../../../src/adapters/zendesk/page.ts";
import { ZENDESK_SELECTORS } from "../../../src/adapters/zendesk/selectors.ts";
import { MAX_MESSAGE_CHARACTERS } from "../../../src/domain/ticket.ts";
import { parsePageReading } from "../../../src/messaging/page-parser.ts";
import type { InsertCommand } from "../../../src/messaging/page-protocol.ts";
import { atOnce } from "../at-once.ts";

/** What a ticket's page does in the forms that take no reply, or that show only part of the thread. */
const FIXTURES = join(import.meta.dirname, "../../fixtures/zendesk");
const TICKET = "48213";

function pageOf(fixture: string): Document {
  const read = (file: string) =>
    readFileSync(join(FIXTURES, fixture, file), "utf8");
  const { url } = JSON.parse(read("expected.json"));
  return new JSDOM(read("page.html"), { url }).window.document;
}

const command = (
  destination: InsertCommand["destination"],
  ticketId = TICKET,
): InsertCommand => ({
  type: "page.insert",
  ticketId,
  destination,
  mode: "append",
  html: "<p>Hello</p>",
  text: "Hello",
  messageIds: [],
  expectedText: "",
});

describe("nothing is written", () => {
  it.each<[string, string, InsertCommand, string]>([
    [
      "a reply in a closed ticket",
      "closed-ticket",
      command("public"),
      "no_composer",
    ],
    [
      "a note in a closed ticket",
      "closed-ticket",
      command("internal"),
      "no_composer",
    ],
    [
      "a reply by a light agent",
      "light-agent",
      command("public"),
      "wrong_composer",
    ],
    [
      "a reply in a ticket that is not made yet",
      "new-ticket",
      command("public"),
      "wrong_ticket",
    ],
    [
      "a reply to a ticket called new",
      "new-ticket",
      command("public", "new"),
      "wrong_ticket",
    ],
    [
      "a reply to the ticket with the number in the new ticket's address",
      "new-ticket",
      command("public", "1"),
      "wrong_ticket",
    ],
  ])("%s", async (_name, fixture, insert, reason) => {
    const page = pageOf(fixture);
    const before = page.body.innerHTML;
    expect(await zendeskPage().insert(page, insert)).toMatchObject({
      ok: false,
      reason,
    });
    expect(page.body.innerHTML).toBe(before);
  });
});

it("a light agent's note has its composer", () => {
  const page = pageOf("light-agent");
  expect(
    composerFor(page, command("internal"), ZENDESK_SELECTORS),
  ).toMatchObject({ ok: true });
});

it("what Show more brings is read in its place, however the log runs", () => {
  const page = pageOf("plain-ticket");
  const read = () => atOnce(zendeskPage().readPage(page, TICKET))?.messages;
  const before = read() ?? [];
  const [first] = page.querySelectorAll("article");
  const older = first?.cloneNode(true) as HTMLElement;
  older
    .querySelector("time")
    ?.setAttribute("datetime", "2026-11-01T08:00:00.000Z");
  first?.parentElement?.append(older);
  expect(before.length).toBeGreaterThan(0);
  expect(read()?.map(({ at }) => at)).toEqual([
    "2026-11-01T08:00:00.000Z",
    ...before.map(({ at }) => at),
  ]);
});

it("a message longer than is read: its beginning, and said, instead of nothing of the ticket", () => {
  const page = pageOf("plain-ticket");
  const before = atOnce(zendeskPage().readPage(page, TICKET));
  const [first] = page.querySelectorAll(".zd-comment");
  first!.textContent = "a".repeat(MAX_MESSAGE_CHARACTERS + 1);
  const reading = parsePageReading(
    atOnce(zendeskPage().readPage(page, TICKET)),
  );
  expect(reading?.messages).toHaveLength(before?.messages.length ?? 0);
  expect(
    Math.max(...(reading?.messages ?? []).map(({ text }) => text.length)),
  ).toBe(MAX_MESSAGE_CHARACTERS);
  expect(before?.missing).not.toContain("the end of a very long message");
  expect(reading?.missing).toContain("the end of a very long message");
});
