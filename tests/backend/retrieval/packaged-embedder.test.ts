import { afterAll, describe, expect, it } from "vitest";
import { needOf } from "../../../backend/pipeline/need.ts";
import { alikeIn, askedIndexWork } from "../../../backend/retrieval/alike.ts";
import { inOneGo } from "../../../backend/retrieval/long-work.ts";
import { createPackagedEmbedder } from "../../../backend/retrieval/packaged-embedder.ts";
import { makeQuery } from "../../../backend/retrieval/query.ts";
import { cosine } from "../../../backend/retrieval/vector-index.ts";
import { measured } from "../../setup/measured.ts";
import { exampleTicket } from "../examples.ts";
import { LIKE, PAST, UNLIKE } from "./solved-tickets.ts";

describe("the packaged embedder", () => {
  const embedder = createPackagedEmbedder();
  afterAll(() => embedder.close());

  it("gives vectors of length one, nearer for nearer meanings, the same each time", async () => {
    const texts = [
      "Where is my parcel?",
      "When will my package arrive?",
      "My bank card was declined.",
    ];
    const [parcel, packet, card] = await embedder.embed(texts);
    if (!parcel || !packet || !card) throw new Error("a vector is missing");
    expect(parcel).toHaveLength(embedder.dimensions);
    expect(cosine(parcel, parcel)).toBeCloseTo(1, 4);
    expect(cosine(parcel, packet)).toBeGreaterThan(cosine(parcel, card));
    expect((await embedder.embed(texts))[0]).toEqual(parcel);
  });

  it("takes what the model cannot: nothing, no letters, a megabyte", async () => {
    const vectors = await embedder.embed(["", "🙂", "a".repeat(1_000_000)]);
    expect(vectors).toHaveLength(3);
    for (const vector of vectors)
      expect(vector.every(Number.isFinite)).toBe(true);
  });

  it("knows, with the words, which solved tickets ask the same, and that none does", async () => {
    const texts = PAST.map(([, subject, question]) =>
      subject === null ? question : `${subject}. ${question}`,
    );
    const index = inOneGo(askedIndexWork(texts, await embedder.embed(texts)));
    const find = async (subject: string | null, text: string) => {
      const ticket = exampleTicket({ subject });
      const { texts: ways, words } = needOf({
        ...ticket,
        messages: ticket.messages.map((message) => ({ ...message, text })),
      });
      return alikeIn(index, await makeQuery(embedder, ways, words)).map(
        ({ at }) => PAST[at]![0],
      );
    };
    const firsts: unknown[] = [];
    let others = 0;
    for (const [subject, text, right] of LIKE) {
      const found = (await find(subject, text)).slice(0, 3);
      if (found.length > 0)
        firsts.push(right.includes(found[0] ?? "") ? "right" : [text, found]);
      others += found.filter((id) => !right.includes(id)).length;
    }
    const strays = [];
    for (const [subject, text] of UNLIKE)
      strays.push(...(await find(subject, text)));
    measured("solved tickets like an open one", {
      n: LIKE.length,
      first: firsts.length,
      others,
      unlike: UNLIKE.length,
      strays: strays.length,
    });
    expect(firsts).toEqual(firsts.map(() => "right"));
    expect(firsts.length).toBeGreaterThanOrEqual(10);
    expect(others).toBeLessThanOrEqual(2);
    expect(strays).toEqual([]);
  });

  it("lets a ticket overtake a knowledge base", async () => {
    const finished: string[] = [];
    const bulk = embedder
      .embed(Array.from({ length: 24 }, (_, at) => `Sentence number ${at}.`))
      .then(() => finished.push("bulk"));
    const ticket = embedder
      .embed(["Where is it?"])
      .then(() => finished.push("ticket"));
    await Promise.all([bulk, ticket]);
    expect(finished).toEqual(["ticket", "bulk"]);
  });

  it("says that it is closed", async () => {
    const closed = createPackagedEmbedder();
    const waiting = expect(closed.embed(["Where is it?"])).rejects.toThrow(
      "The embedder is closed.",
    );
    await closed.close();
    await waiting;
    await expect(closed.embed(["x"])).rejects.toThrow(
      "The embedder is closed.",
    );
  });
});
