import { describe, expect, it } from "vitest";
import type { Chosen } from "../../../backend/engines/choose-sentences.ts";
import { withNotices } from "../../../backend/engines/notices.ts";
import { chunkDocument } from "../../../backend/knowledge/chunk.ts";
import type { Passage } from "../../../backend/knowledge/passage.ts";
import type { Candidate } from "../../../backend/retrieval/candidates.ts";
import { article, message, ticketOf } from "../pipeline/tiny-pack.ts";

const RULE =
  "You can return an item within 30 days of the day it was delivered.";
const LATE = "An item that comes back after the 30 days is sent back to you.";
const COST = "You pay € 4.90 for a return.";
const NOTICE =
  "Everything ordered between 1 November and 24 December 2026 can be returned until 31 January 2027.";
const CLOSED = "Our warehouse is closed until 2 January 2027.";

function passage(body: string, kind: Passage["kind"]): Passage {
  const [first] = chunkDocument(article(kind, body));
  if (!first) throw new Error("No passage.");
  return { ...first, kind };
}

function said(words: string, notice = NOTICE, at = "2026-11-20T10:00:00.000Z") {
  const rules = passage(`${RULE}\n\n${LATE}\n\n${COST}`, "article");
  const posted = passage(notice, "notice");
  const answer = rules.units.map((_, unit): Chosen => ({
    passage: rules,
    units: [unit],
    relevance: 1,
  }));
  const found = withNotices(answer, {
    passages: [{ passage: posted } as Candidate], // of a candidate only the passage is read
    ticket: ticketOf(message("customer", words, { at })),
    words,
  });
  return found.flatMap(({ passage: of, units }) =>
    units.map((unit) => of.units[unit]?.text),
  );
}

describe("a notice", () => {
  it("is said in place of the rule that it sets anew, with what hangs on that rule", () => {
    expect(
      said("I ordered it on 5 November. Until when can I return it?"),
    ).toEqual([NOTICE, COST]);
    expect(said("It arrived on 20 November. Can it go back?")).toEqual([
      NOTICE,
      COST,
    ]);
    expect(said("By when do I have to order, and can he return it?")).toEqual([
      NOTICE,
      COST,
    ]);
  });

  it("is not for an order that it does not name", () => {
    expect(said("I bought it on 20 October. Can it go back?")).toEqual([
      RULE,
      LATE,
      COST,
    ]);
    expect(said("It was delivered on 28 October.")).toEqual([RULE, LATE, COST]);
  });

  it("stands before the rule where nobody can tell which is theirs", () => {
    expect(said("Can it go back?")).toEqual([NOTICE, RULE, COST]);
    expect(said("It came on 3 November. Can it go back?")).toEqual([
      NOTICE,
      RULE,
      COST,
    ]);
  });

  it("that names no orders is for everybody", () => {
    const always = "Everything can be returned until 31 January 2027.";
    expect(said("Can it go back?", always)).toEqual([always, COST]);
  });

  it("about something else changes nothing", () => {
    expect(said("I ordered it on 5 November.", CLOSED)).toEqual([
      RULE,
      LATE,
      COST,
    ]);
  });
});
