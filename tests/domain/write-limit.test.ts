import { describe, expect, it } from "vitest";
import type { Helpdesk } from "../../src/domain/ticket.ts";
import {
  forbids,
  writeLimitOf,
  type WriteLimit,
} from "../../src/domain/write-limit.ts";

const agent = { writesNotesOnly: false };
const lightAgent = { writesNotesOnly: true };
const ticket = (
  status: string | null,
  tags: string[] = [],
  helpdesk: Helpdesk = "zendesk",
) => ({ helpdesk, status, tags });

describe("what the helpdesk does not take", () => {
  it.each<
    [
      string,
      Parameters<typeof writeLimitOf>[0],
      Parameters<typeof writeLimitOf>[1],
      WriteLimit | null,
    ]
  >([
    ["an open ticket", ticket("open"), agent, null],
    ["a solved ticket: a reply opens it again", ticket("solved"), agent, null],
    ["a closed ticket", ticket("closed", ["billing"]), agent, "closed"],
    [
      "a merged ticket",
      ticket("closed", ["billing", "closed_by_merge"]),
      agent,
      "merged",
    ],
    [
      "the tag alone closes nothing: it goes along with a follow-up",
      ticket("open", ["closed_by_merge"]),
      agent,
      null,
    ],
    ["a light agent", ticket("open"), lightAgent, "notes_only"],
    [
      "a light agent in a closed ticket: not even notes",
      ticket("closed"),
      lightAgent,
      "closed",
    ],
    [
      "a closed conversation in Intercom: a reply opens it again",
      ticket("closed", [], "intercom"),
      agent,
      null,
    ],
    ["read from the page: nobody knows", ticket(null), null, null],
    ["not read yet", null, null, null],
  ])("%s", (_name, it, me, limit) => {
    expect(writeLimitOf(it, me)).toBe(limit);
  });

  it.each<[WriteLimit | null, boolean, boolean]>([
    [null, false, false],
    ["closed", true, true],
    ["merged", true, true],
    ["notes_only", true, false],
  ])("%s forbids a reply: %s, a note: %s", (limit, reply, note) => {
    expect(forbids(limit, "public")).toBe(reply);
    expect(forbids(limit, "internal")).toBe(note);
  });
});
