import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarize } from "../../../backend/pipeline/summarize.ts";
import { ticketOfRow } from "../../evals/ticket-of.ts";
import { readTickets } from "../../sandbox/tickets.ts";
import { message, ticketOf } from "./tiny-pack.ts";

describe("summarize", () => {
  it("names problem, what was done, what was promised and what is open, each with its message", () => {
    const ticket = ticketOf(
      message(
        "customer",
        "Hi,\n\nmy rose has not arrived yet. It was a gift.",
        { messageId: "a" },
      ),
      message(
        "agent",
        "Hi Dana,\n\nI will write to you again by Thursday.\n\nKind regards,\nPriya",
        { messageId: "b" },
      ),
      message("agent", "Asked the carrier for a search.", {
        messageId: "c",
        visibility: "internal",
      }),
      message(
        "customer",
        "It is Friday. Can I have my money back?\n\nOn Tue, 3 Nov 2026 at 10:14, Priya wrote:\n> I will write to you again by Thursday.",
        { messageId: "d" },
      ),
    );
    expect(summarize(ticket)).toEqual({
      lines: [
        {
          label: "problem",
          text: "my rose has not arrived yet.",
          messageId: "a",
        },
        {
          label: "done",
          text: "Asked the carrier for a search.",
          messageId: "c",
        },
        { label: "open", text: "Can I have my money back?", messageId: "d" },
        {
          label: "promised",
          text: "I will write to you again by Thursday.",
          messageId: "b",
        },
      ],
      attachmentsNotRead: 0,
    });
  });

  it("has nothing open once the agent has answered", () => {
    const ticket = ticketOf(
      message("customer", "Where is my rose?", { messageId: "a" }),
      message("agent", "It was sent today.", { messageId: "b" }),
    );
    expect(summarize(ticket).lines.map(({ label }) => label)).toEqual([
      "problem",
      "done",
    ]);
  });

  it("counts what it did not read", () => {
    const attachments = [{ name: "rose.jpg", contentType: "image/jpeg" }];
    const ticket = ticketOf(
      message("customer", "It is wilted.", { attachments }),
    );
    expect(summarize(ticket).attachmentsNotRead).toBe(1);
  });

  it("is verbatim, at most 30 words a line and a hundred in all, whatever the ticket", () => {
    const word = fc.constantFrom(
      "where",
      "is",
      "my",
      "order?",
      "I",
      "will",
      "by Friday.",
      "sent",
      "\n",
      "Hi",
      "🙂",
      "please",
      "never.",
    );
    const text = fc
      .array(word, { maxLength: 80 })
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom("customer" as const, "agent" as const),
            text,
          ),
          { maxLength: 5 },
        ),
        (turns) => {
          const ticket = ticketOf(
            ...turns.map(([role, said], at) =>
              message(role, said, { messageId: `m${at}` }),
            ),
          );
          const { lines } = summarize(ticket);
          const words = lines.map((line) => line.text.split(/\s+/).length);
          expect(Math.max(0, ...words)).toBeLessThanOrEqual(30);
          expect(
            words.reduce((sum, count) => sum + count, 0),
          ).toBeLessThanOrEqual(100);
          for (const line of lines) {
            const said =
              ticket.messages.find(
                ({ messageId }) => messageId === line.messageId,
              )?.text ?? "";
            expect(said.replace(/\s+/g, " ")).toContain(
              line.text.replace(/…$/, "").replace(/\s+/g, " "),
            );
          }
        },
      ),
    );
  });
});

const rows = readTickets("assets/sample-tickets/tickets.jsonl");

/** What an agent who has not read the ticket needs to know first. */
describe("the summary of a sample ticket", () => {
  it.each<[string, number, string[]]>([
    [
      "names the stalled tracking, not where the customer lives",
      48201,
      [
        'problem: I ordered a Harrier 3 last week (FH-90417). The tracking page has said "handed over to the next carrier" since Thursday and nothing since.',
        "open: Is that normal? How long does delivery within Germany take with you?",
      ],
    ],
    [
      "keeps a list with the line above it",
      48204,
      [
        "problem: Could you please send it to my new address instead: Samir Haddad Lindenweg 4 79100 Freiburg",
        "open: If it has already gone, what can I do from here?",
      ],
    ],
    [
      "takes the wish that the subject names before the one beside it",
      48205,
      [
        "problem: our bookkeeping needs the invoice for order FH-86540 (five Rook 40 backpacks, delivered on 12 November).",
        "open: Please also add our VAT number CZ99000123 to it.",
      ],
    ],
    [
      "tells the tear before what was not done with it",
      48207,
      [
        "problem: my Harrier 3 from order FH-90102 came today and there is a 6 cm tear in the flysheet right next to the zip.",
        "open: Do I have to send the torn one back first?",
      ],
    ],
    [
      "keeps a question with what it points back to",
      48211,
      [
        "problem: Last weekend the seam along the foot box opened over about 10 cm and there is now down all over my tent.",
        "open: On a forum somebody wrote that your warranty is only 2 years, so I would be too late. Is that so?",
      ],
    ],
    [
      "tells what is still missing, what a colleague noted, and what was promised",
      48213,
      [
        "problem: it is Sunday and there is still nothing on my card.",
        "done: Parcel 3SKAB0042117 booked in on 16 November, jacket is fine, labels on. Refund not out yet, it is in tonight's batch.",
        "open: How long does a refund take with you?",
        "promised: The warehouse is still unloading Monday's parcels; I will look again tomorrow.",
      ],
    ],
    [
      "reads trouble and question in a language that it does not know",
      48214,
      [
        "problem: die Plover-Jacke aus Bestellung FH-90288 ist mir leider an den Schultern zu eng.",
        "open: Wie lange habe ich Zeit, sie zurückzuschicken, und bekomme ich von Ihnen einen Rücksendeaufkleber?",
      ],
    ],
    [
      "goes by the notes where the customer has written nothing",
      48217,
      [
        "problem: Rang at 16:05, wants to know whether the Harrier 3 comes in another colour next spring. I said we would write. Nothing in writing from him yet.",
        "done: Asked purchasing. No answer before December.",
      ],
    ],
    [
      "takes no markup for a wish",
      48218,
      ["problem: where do I get a return label?"],
    ],
    [
      "has the refusal and the note, both with their message",
      48222,
      [
        "problem: I returned order FH-87001 (€ 348.00) on 26 October and I am still out of pocket.",
        "done: I cannot find your parcel in the warehouse yet.",
        "done: Not answering this one myself. Parcel still not found, the customer never sent the receipt.",
        "open: If the full € 348.00 is not on my account by Friday I will take this to court and report you to the consumer authority.",
      ],
    ],
    [
      "has what came instead of what was ordered",
      48229,
      [
        "problem: I ordered a Plover in moss, size M (FH-90395). In the parcel there was a Plover in rust, size XL.",
        "done: Moss M: 3 in stock this afternoon.",
        "open: Please send me the right one.",
      ],
    ],
  ])("%s (%i)", (_, id, expected) => {
    const row = rows.find((one) => one.id === id);
    if (!row) throw new Error(`There is no ticket ${id}.`);
    const { lines } = summarize(ticketOfRow(row));
    expect(lines.map(({ label, text }) => `${label}: ${text}`)).toEqual(
      expected,
    );
  });
});
