import { describe, expect, it } from "vitest";
import {
  chunkDocument,
  passageOfNotice,
} from "../../../backend/knowledge/chunk.ts";
import {
  blocksOf,
  plainText,
} from "../../../backend/knowledge/markdown-blocks.ts";
import { article } from "../pipeline/tiny-pack.ts";

const units = (body: string) =>
  chunkDocument(article("a-page", body)).flatMap((passage) =>
    passage.units.map(({ text }) => text),
  );

describe("chunkDocument", () => {
  it("makes a passage per heading path, in plain text", () => {
    const passages = chunkDocument(
      article(
        "a-page",
        "# a page\n\nIntro **bold** and [a link](https://x.example/a).\n\n## One\n\nFirst.\n\n### Deep\n\nSecond.\n\n## Two\n\nThird.",
      ),
    );
    expect(passages.map(({ section, text }) => [section, text])).toEqual([
      [null, "Intro bold and a link (https://x.example/a)."],
      ["One", "First."],
      ["One › Deep", "Second."],
      ["Two", "Third."],
    ]);
  });

  it.each<[string, string, string[]]>([
    [
      "a list of fragments is one with its lead-in",
      "You may bring:\n\n- water\n- bread",
      ["You may bring: water; bread."],
    ],
    [
      "a list of sentences is single sentences",
      "Prices:\n\n- Delivery within Germany costs € 4.90.\n- Delivery to France costs € 8.90.",
      [
        "Prices:",
        "Delivery within Germany costs € 4.90.",
        "Delivery to France costs € 8.90.",
      ],
    ],
    [
      "a list of sentences behind a verb takes its lead-in along",
      "Account owners can:\n\n- Add and remove people. Each gets a mail.\n- Delete the whole account for good.",
      [
        "Account owners can add and remove people.",
        "Each gets a mail.",
        "Account owners can delete the whole account for good.",
      ],
    ],
    [
      "a nested list is one with the item above it",
      "- If you are a member:\n  - 1 free bag\n  - 2 seats",
      ["If you are a member: 1 free bag; 2 seats."],
    ],
    [
      "a table is whole",
      "| Size | Price |\n|---|---|\n| M | € 5 |\n| L | € 6 |",
      ["Size | Price\nM | € 5\nL | € 6"],
    ],
    [
      "an abbreviation does not end a sentence",
      "Ask Dr. Voss, e.g. by mail. She answers.",
      ["Ask Dr. Voss, e.g. by mail.", "She answers."],
    ],
    [
      "comments and rules are no text",
      "One.\n\n---\n\n<!-- secret -->\n\nTwo.",
      ["One.", "Two."],
    ],
    ["asterisks of arithmetic stay", "2 * 3 * 4 is 24.", ["2 * 3 * 4 is 24."]],
  ])("%s", (_, body, expected) => {
    expect(units(body)).toEqual(expected);
  });

  it("splits long sections between sentences, and lists never", () => {
    const sentence = `${"word ".repeat(39)}end.`;
    const list = Array.from({ length: 60 }, (_, at) => `- item ${at} here`);
    const passages = chunkDocument(
      article(
        "a-page",
        [sentence, sentence, sentence].join("\n\n") +
          "\n\n## List\n\n" +
          list.join("\n"),
      ),
    );
    expect(passages.map((passage) => passage.units.length)).toEqual([2, 1, 1]);
    expect(passages[2]?.text.split("; ")).toHaveLength(60);
  });

  it("has ids that depend on document, version and place alone", () => {
    const first = chunkDocument(article("a-page", "One.\n\n## Two\n\nTwo."));
    const again = chunkDocument(article("a-page", "One.\n\n## Two\n\nTwo."));
    const other = chunkDocument(
      article("a-page", "One.\n\n## Two\n\nTwo.", { audience: "internal" }),
    );
    const ids = (passages: typeof first) =>
      passages.map(({ passageId }) => passageId);
    expect(ids(again)).toEqual(ids(first));
    expect(new Set([...ids(first), ...ids(other)]).size).toBe(4);
  });
});

describe("passageOfNotice", () => {
  it("is public, dated, and for its intents", () => {
    expect(
      passageOfNotice({
        noticeId: "strike",
        intents: ["delivery"],
        from: "2026-11-01T00:00:00.000Z",
        until: "2026-12-01T00:00:00.000Z",
        owner: null,
        text: "Parcels are **late**. Sorry.",
      }),
    ).toMatchObject({
      kind: "notice",
      audience: "public",
      intents: ["delivery"],
      effectiveUntil: "2026-12-01T00:00:00.000Z",
      text: "Parcels are late.\nSorry.",
    });
  });
});

describe("plainText", () => {
  it.each<[string, string, string]>([
    ["a tag", 'See <span class="x">this</span> page', "See this page"],
    ["a reference to a character", "we&rsquo;re &amp; you", "we’re & you"],
    [
      "an address of e-mail that the words lack",
      "[write to us](mailto:help@example.org)",
      "write to us (help@example.org)",
    ],
    [
      "one that they have",
      "[help@example.org](mailto:help@example.org)",
      "help@example.org",
    ],
    ["a page of the source's own", "[refunds](../refund/index.md)", "refunds"],
    [
      "an address still to be filled in",
      "[contact us]({{ site.email }})",
      "contact us",
    ],
  ])("%s", (_, markdown, plain) => {
    expect(plainText(markdown)).toBe(plain);
  });

  it("takes an address from where the document gives it", () => {
    const [block] = blocksOf(
      "[status]: https://status.example.org\n\nSee [our page][status].",
    );
    expect(block?.lines).toEqual([
      { text: "See our page (https://status.example.org).", depth: 0 },
    ]);
  });
});
