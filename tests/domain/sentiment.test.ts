import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ownWords } from "../../src/domain/mail.ts";
import { sentimentOf, type Mood } from "../../src/domain/sentiment.ts";
import { lastCustomerMessage, type Ticket } from "../../src/domain/ticket.ts";

const BELOW = -0.6;
const moodOf = (text: string) => sentimentOf(text, "en", BELOW)?.mood;

describe("sentiment", () => {
  it.each<[string, string, Mood]>([
    ["a neutral question", "When does my order arrive? It is FH-1.", "calm"],
    ["a question with a code", "Why is WELCOME10 not valid?", "calm"],
    [
      "what went wrong, told",
      "The zip is broken and the parcel is lost.",
      "calm",
    ],
    ["thanks", "Thank you so much, that was perfect!!!", "calm"],
    ["thanks behind a negation", "I can't thank you enough.", "calm"],
    ["no hurry", "It is late, but no problem at all.", "calm"],
    [
      "a polite complaint",
      "I am a bit disappointed that the seam opened. Could you have a look? Thank you.",
      "calm",
    ],
    ["a fit that is not great", "The fit is not great. Can I swap it?", "calm"],
    ["waiting", "I am still waiting for my invoice.", "calm"],
    ["one word for emphasis", "I did NOT order this.", "calm"],
    ["acronyms on end", "Please add our VAT ID DE to it.", "calm"],
    ["anger denied", "I am not angry, I only want to understand.", "calm"],
    ["pressing alone", "Is anybody there???", "calm"],
    ["disappointment", "I am disappointed. I had hoped for more.", "upset"],
    ["no happiness", "I am really not happy with this.", "upset"],
    ["shouting", "WHERE IS MY MONEY??? I RETURNED EVERYTHING", "upset"],
    [
      "patience that ends",
      "It is almost four weeks now. I do not want to hear about it any more.",
      "upset",
    ],
    [
      "praise before it",
      "I love your jackets and was always happy, but I am frustrated and feel ignored.",
      "upset",
    ],
    [
      "anger",
      "This is ridiculous, the worst service I have had!!",
      "very_upset",
    ],
    [
      "anger that thanks",
      "Absolutely unacceptable. I'm fed up. Thanks for nothing.",
      "very_upset",
    ],
    [
      "a threat to leave",
      "Nobody answers. I will never order from you again.",
      "very_upset",
    ],
    [
      "a threat of law",
      "My solicitor has this, and I will report you to the ombudsman.",
      "very_upset",
    ],
  ])("%s", (_name, text, mood) => expect(moodOf(text)).toBe(mood));

  it("misses irony", () =>
    expect(moodOf("Great, another week of waiting. Wonderful service.")).toBe(
      "calm",
    ));

  it("says nothing of a language it does not read", () => {
    expect(sentimentOf("Das ist unverschämt!!!", "de", BELOW)).toBeNull();
    expect(sentimentOf("Ridiculous!!!", null, BELOW)).toBeNull();
  });

  it("runs from -1 to 1, is 0 where nothing tells, and grows with what is said", () => {
    const score = (text: string) =>
      sentimentOf(text, "en", BELOW)?.score ?? NaN;
    expect(score("")).toBe(0);
    expect(score("When does it arrive?")).toBe(0);
    expect(score("furious ".repeat(500))).toBeGreaterThanOrEqual(-1);
    expect(score("wonderful ".repeat(500))).toBeLessThanOrEqual(1);
    expect(score("I am very annoyed.")).toBeLessThan(score("I am annoyed."));
    expect(score("I am annoyed!!!")).toBeLessThan(score("I am annoyed."));
    expect(score("I am slightly annoyed.")).toBeGreaterThan(
      score("I am annoyed."),
    );
  });

  it("is very upset below the pack's bar only", () => {
    const text = "This is ridiculous.";
    const score = sentimentOf(text, "en", -1)?.score ?? 0;
    expect(sentimentOf(text, "en", score)?.mood).toBe("upset");
    expect(sentimentOf(text, "en", score + 0.01)?.mood).toBe("very_upset");
    expect(sentimentOf("Where is it?", "en", 1)?.mood).toBe("calm");
  });

  it("finds the two upset customers among the sample tickets", () => {
    const upset = readFileSync("assets/sample-tickets/tickets.jsonl", "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Ticket)
      .flatMap((ticket) => {
        const latest = lastCustomerMessage(ticket);
        const mood = latest && moodOf(ownWords(latest.text));
        return mood && mood !== "calm" ? [[ticket.subject, mood]] : [];
      });
    expect(upset).toEqual([
      ["Parcel to Graz, FH-89655", "upset"],
      ["Last warning before legal action, FH-87001", "very_upset"],
    ]);
  });
});
