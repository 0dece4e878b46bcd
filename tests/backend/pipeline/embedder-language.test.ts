import { describe, expect, it } from "vitest";
import { buildLiveKnowledge } from "../../../backend/pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../../../backend/pipeline/memory-embedding-cache.ts";
import { suggest } from "../../../backend/pipeline/suggest.ts";
import type { Embedder } from "../../../backend/retrieval/embedder.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { knowsLanguage, makeQuery } from "../../../backend/retrieval/query.ts";
import { article, NOW, ticketOf, tinyPack } from "./tiny-pack.ts";

const plain = createHashingEmbedder();
const english: Embedder = { ...plain, languages: ["en"] };

const pack = tinyPack({
  languages: ["en", "de"],
  intents: [],
  knowledge: [
    article(
      "ruecksendung",
      "Du kannst die Pflanze 14 Tage lang zurückgeben, und das ist für dich nicht teuer.",
      {
        locale: "de",
      },
    ),
  ],
});

async function answerOf(embedder: Embedder, text: string) {
  const { suggestion } = await suggest(
    await buildLiveKnowledge(
      { number: 1, pack },
      embedder,
      createMemoryEmbeddingCache(),
    ),
    {
      suggestionId: "0192c0de-7a5e-4b1c-9d00-000000000001",
      ticket: ticketOf(text),
      agentName: null,
      instruction: null,
      intentId: null,
    },
    {
      memberId: "m",
      now: NOW,
      signal: new AbortController().signal,
      onStep: () => undefined,
    },
  );
  return suggestion;
}

const SAID = "Looked for by words alone: search by meaning knows only English.";
const FOUND =
  "Kannst du die Pflanze 14 Tage lang zurückgeben, und ist das für dich nicht teuer?";
const GERMAN =
  "Wann kommt der Gärtner zu mir, und was kostet das? Ich habe das nicht gefunden.";

describe("a language that the embedder does not know", () => {
  it.each<[string, readonly string[] | undefined, string | null, boolean]>([
    ["its own", ["en"], "en", true],
    ["its own, of a region", ["en"], "en-GB", true],
    ["another", ["en"], "de", false],
    ["a script of several languages", ["en"], "und-Cyrl", false],
    ["one that could not be told", ["en"], null, true],
    ["any, for one that knows all", undefined, "de", true],
  ])("%s", (_, languages, language, known) => {
    expect(knowsLanguage(languages ? { languages } : {}, language)).toBe(known);
  });

  it("has no meaning: not asked of the embedder, and words alone are left", async () => {
    const never: Embedder = {
      ...english,
      embed: () => Promise.reject(new Error("must not be asked")),
    };
    const ways = [{ text: "Kann ich die Pflanze zurückgeben?", asks: true }];
    const query = await makeQuery(never, ways, undefined, "de");
    expect(query.variants[0]?.vector.every((value) => value === 0)).toBe(true);
    expect(query.variants[0]?.stems.length).toBeGreaterThan(0);
    await expect(makeQuery(never, ways, undefined, "en")).rejects.toThrow();
  });

  it("is said where nothing was found, and beside what was, and only then", async () => {
    const nothing = await answerOf(english, GERMAN);
    expect(nothing.answer).toMatchObject({ kind: "abstention" });
    expect(JSON.stringify(nothing)).toContain(SAID);
    expect(nothing.searchNote).toBeUndefined();
    const drafted = await answerOf(english, FOUND);
    expect(drafted).toMatchObject({
      answer: { kind: "draft" },
      searchNote: SAID,
    });
    expect((await answerOf(plain, FOUND)).searchNote).toBeUndefined();
    expect(JSON.stringify(await answerOf(plain, GERMAN))).not.toContain(SAID);
    expect(
      JSON.stringify(
        await answerOf(english, "When is the gardener at my house, please?"),
      ),
    ).not.toContain(SAID);
  });
});
