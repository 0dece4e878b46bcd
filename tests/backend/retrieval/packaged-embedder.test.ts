import { afterAll, describe, expect, it } from "vitest";
import { createPackagedEmbedder } from "../../../backend/retrieval/packaged-embedder.ts";
import { cosine } from "../../../backend/retrieval/vector-index.ts";

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
