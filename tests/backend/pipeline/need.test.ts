import { describe, expect, it } from "vitest";
import { needOf } from "../../../backend/pipeline/need.ts";
import { message, ticketOf } from "./tiny-pack.ts";

const asked = (ticket: Parameters<typeof needOf>[0]) =>
  needOf(ticket).texts.map(({ text }) => text);

describe("what a ticket is about", () => {
  it("is the customer's own words, without greeting, quote and signature", () => {
    expect(
      asked(
        ticketOf(
          "Hi there! Where is my parcel?\n\nDana\n\n--\nDana Ruiz, Roses & Co\n\nOn Tue, 3 Nov 2026 at 10:14, Sam wrote:\n> Buy our lawn mowers",
        ),
      )[0],
    ).toBe("Where is my parcel? Dana");
  });

  it("is the opening when the latest message only says who it is", () => {
    expect(
      asked(
        ticketOf(
          "I would like to cancel my subscription.",
          message("agent", "What is your user id?"),
          "Sure, my user id is mia_li_3668.",
        ),
      ),
    ).toEqual(["I would like to cancel my subscription."]);
  });

  it("is the latest question, with the opening one behind it", () => {
    expect(
      asked(
        ticketOf(
          "Can I exchange my jacket for a larger size?",
          message("agent", "Yes, choose Exchange."),
          "How long do you keep the larger size reserved for me?",
        ),
      )[0],
    ).toBe(
      "How long do you keep the larger size reserved for me? Can I exchange my jacket for a larger size?",
    );
  });

  it("is what the customer asked for last, when the latest message asks nothing", () => {
    expect(
      asked(
        ticketOf(
          "I need to make a change to my booking.",
          message("agent", "What is your user id?"),
          "It is mia_li_3668. I want to cancel two reservations.",
          message("agent", "For which reason?"),
          "A change of plan.",
        ),
      )[0],
    ).toBe(
      "I want to cancel two reservations. A change of plan. I need to make a change to my booking.",
    );
  });

  it("is never that the customer lacks a number", () => {
    expect(
      asked(
        ticketOf(
          "Please cancel my flight.",
          message("agent", "Your booking number?"),
          "I don't have my booking number. Can you look it up using my user id?",
        ),
      ),
    ).toEqual(["Please cancel my flight."]);
  });

  it("is the subject, too, unless it repeats the message", () => {
    const ticket = ticketOf("I have no printer.");
    expect(asked({ ...ticket, subject: "Re: Return label" })).toContain(
      "Return label",
    );
    expect(asked({ ...ticket, subject: "Printer" })).toEqual([
      "I have no printer.",
    ]);
  });

  it("tells questions from the story around them", () => {
    const { texts } = needOf(
      ticketOf(
        "My tent arrived on Monday. Can I return the tent? We camped in Wales.",
      ),
    );
    expect(texts.filter(({ asks }) => asks).map(({ text }) => text)).toEqual([
      "Can I return the tent?",
    ]);
  });

  it.each([
    ["nothing at all", ""],
    ["thanks", "Thank you so much!"],
    ["digits", "0000 1234"],
    ["emoji", "🙂🙂"],
  ])("is nothing for %s", (_, text) => {
    expect(needOf(ticketOf(text)).texts).toEqual([]);
  });
});

describe("several questions in one sentence", () => {
  const questions = (text: string) =>
    needOf(ticketOf(text))
      .texts.filter(({ asks }) => asks)
      .map(({ text: said }) => said);

  it("are asked one by one", () => {
    expect(
      questions(
        "Can I swap the jacket for a larger one, and does the exchange cost me anything?",
      ).toSorted(),
    ).toEqual([
      "Can I swap the jacket for a larger one?",
      "does the exchange cost me anything?",
    ]);
  });

  it("are about the same thing where the second only points to it", () => {
    expect(
      questions(
        "How long does a parcel to Austria take, and what do you charge for it?",
      ),
    ).toContain("what do you charge for it? a parcel to Austria take?");
  });

  it("stay together where one part asks nothing of its own", () => {
    for (const whole of [
      "If it has already gone, what can I do about the address?",
      "Hello, until when must I order the backpack?",
    ])
      expect(needOf(ticketOf(whole)).texts).toHaveLength(1);
  });
});
