import { describe, expect, it } from "vitest";
import { chunkDocument } from "../../../backend/knowledge/chunk.ts";
import {
  answersInKind,
  hasThingAsked,
} from "../../../backend/engines/answer-type.ts";
import { chooseSentences } from "../../../backend/engines/choose-sentences.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { candidatesFor } from "../../../backend/retrieval/candidates.ts";
import { buildPassageIndex } from "../../../backend/retrieval/passage-index.ts";
import { makeQuery } from "../../../backend/retrieval/query.ts";
import { article, NOW } from "../pipeline/tiny-pack.ts";

const LIMITS = { sentences: 4, words: 90 };

async function chosenFrom(
  bodies: string[],
  questions: string[],
  limits = LIMITS,
  /** What the customer says besides. */
  story = "",
): Promise<string[]> {
  const embedder = createHashingEmbedder();
  const passages = bodies.flatMap((body, at) =>
    chunkDocument(article(`page-${at}`, body)),
  );
  const rows = passages.flatMap(({ units }, owner) =>
    units.map(({ text }, unit) => ({ owner, unit, text })),
  );
  const vectors = await embedder.embed(rows.map(({ text }) => text));
  const index = buildPassageIndex(
    passages,
    embedder.dimensions,
    rows.map((row, at) => ({
      ...row,
      vector: vectors[at] ?? new Float32Array(embedder.dimensions),
    })),
  );
  const query = await makeQuery(
    embedder,
    [
      { text: questions.join(" "), asks: false },
      ...questions.map((text) => ({ text, asks: true })),
    ],
    [...questions, story].join(" "),
  );
  const found = candidatesFor(index, query, {
    now: NOW,
    audience: "public",
    locale: null,
  });
  return chooseSentences(query, found, limits).flatMap(({ passage, units }) =>
    units.map((at) => passage.units[at]?.text ?? ""),
  );
}

describe("chooseSentences", () => {
  it("answers each question, in the order of the document", async () => {
    const body =
      "Delivery costs € 6.50.\n\nRoses bloom in June.\n\nDelivery takes 3 days.";
    expect(
      await chosenFrom(
        [body],
        ["How long does delivery take?", "What does delivery cost?"],
      ),
    ).toEqual(["Delivery costs € 6.50.", "Delivery takes 3 days."]);
  });

  it("says what stands beside the answer and is nearly as much to the point, and nothing of other sections", async () => {
    expect(
      await chosenFrom(
        [
          "Delivery to Norway takes 3 days.\n\nA parcel to Norway goes by ship.\n\nOur roses bloom in June.",
          "Drivers to Norway wear green.",
        ],
        ["Delivery of a parcel to Norway by ship in days?"],
      ),
    ).toEqual([
      "Delivery to Norway takes 3 days.",
      "A parcel to Norway goes by ship.",
    ]);
  });

  it("says what the document has on a thing that the customer mentions in passing", async () => {
    const body =
      "You find the return label in your account.\n\nRoses bloom in June.\n\nWithout a printer, the shop prints for you.";
    const question = "Where is the return label?";
    expect(await chosenFrom([body], [question])).toEqual([
      "You find the return label in your account.",
    ]);
    expect(
      await chosenFrom([body], [question], LIMITS, "My printer is broken."),
    ).toEqual([
      "You find the return label in your account.",
      "Without a printer, the shop prints for you.",
    ]);
  });

  it("brings what a sentence refers back to, or leaves the sentence out", async () => {
    expect(
      await chosenFrom(
        ["A stove is inspected first. It is then refunded to your card."],
        ["When is it refunded to my card?"],
      ),
    ).toEqual([
      "A stove is inspected first.",
      "It is then refunded to your card.",
    ]);
    expect(
      await chosenFrom(
        ["This is refunded to your card.", "Cards are refunded in June."],
        ["When is it refunded to my card?"],
      ),
    ).toEqual(["Cards are refunded in June."]);
  });

  it("does not say the same twice", async () => {
    const same = "Delivery of roses takes 3 working days.";
    expect(
      await chosenFrom([same, same], ["How long does delivery of roses take?"]),
    ).toEqual([same]);
  });

  it.each([
    "The agent must check the delivery of roses first.",
    "You should deny the delivery of roses.",
    "Do not proactively offer delivery of roses.",
    "The user must provide the delivery number of the roses.",
    "Use the roses tool call or the API for delivery.",
  ])("keeps to itself what speaks to the agent: %s", async (rule) => {
    const said = "Roses need four days for delivery.";
    expect(
      await chosenFrom(
        [`${rule}\n\n${said}`],
        ["How long does the delivery of roses take?"],
      ),
    ).toEqual([said]);
  });

  it("stays within its limits", async () => {
    const body = Array.from(
      { length: 9 },
      (_, at) => `Delivery to region ${"abcdefghi"[at] ?? ""} takes days.`,
    ).join("\n\n");
    const chosen = await chosenFrom(
      [body],
      ["How many days does delivery take?"],
      {
        sentences: 2,
        words: 90,
      },
    );
    expect(chosen.length).toBeLessThanOrEqual(2);
  });
});

describe("answersInKind", () => {
  it.each<[string, string, number]>([
    ["How long does it take?", "It takes 3 working days.", 1],
    ["How long does it take?", "It is carried by lorry.", 0],
    ["What does it cost?", "It is free from € 60.", 1],
    ["What does it cost?", "It is green.", 0],
    ["Can I return it?", "It cannot be returned.", 1],
    ["Can I still return it?", "You won’t be able to return it.", 1],
    ["Where do I report a thorn?", "Report thorns to the gardener.", 1],
    ["What happens when it wilts?", "Your rose will be replaced.", 1],
    ["What happens when it wilts?", "Roses need water.", 0],
    ["Where do I find the label?", "You find the label in your account.", 1],
    ["How much notice do we get?", "We write 30 days before.", 1],
    ["How soon do you reply?", "We answer as soon as we can.", 1],
    ["Do you sell roses?", "Roses grow in gardens.", 0],
    ["Do you sell roses?", "We sell roses.", 1],
    ["Who weighs it?", "A committee weighs it.", 1],
    ["Blue, not green!", "It is green.", 0.5],
  ])("%s — %s", (question, sentence, expected) => {
    expect(answersInKind(question, sentence)).toBe(expected);
  });
});

describe("hasThingAsked", () => {
  it.each<[string, string, boolean]>([
    ["Is there a phone number?", "Call +49 761 555 0142.", true],
    ["Is there a phone number?", "Give us your phone number.", false],
    ["Which email address takes roses?", "Roses: a@roses.example", true],
    ["What postal address do I send it to?", "12 Rose Lane, Kiel", true],
    ["What postal address do I send it to?", "An address will do.", false],
    ["Where can I read that?", "See https://roses.example/x", true],
    ["When was it signed?", "It was signed on October 5, 2020.", true],
    ["How soon will you write after I report it?", "a@roses.example", false],
  ])("%s — %s", (question, sentence, expected) => {
    expect(hasThingAsked(question, sentence)).toBe(expected);
  });
});
