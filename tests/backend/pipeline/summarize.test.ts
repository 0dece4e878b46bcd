import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarize } from "../../../backend/pipeline/summarize.ts";
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

  it("is verbatim, at most 25 words a line and a hundred in all, whatever the ticket", () => {
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
          expect(Math.max(0, ...words)).toBeLessThanOrEqual(25);
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
