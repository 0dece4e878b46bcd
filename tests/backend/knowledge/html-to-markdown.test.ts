import { describe, expect, it } from "vitest";
import { readHtml } from "../../../backend/knowledge/html-to-markdown.ts";
import { blocksOf } from "../../../backend/knowledge/markdown-blocks.ts";

const BASE = "https://acme.zendesk.com/hc/en-us/articles/1";
/** The words a passage would have, block by block. */
const read = (html: string) =>
  blocksOf(readHtml(html, BASE)?.markdown ?? "").map(
    ({ kind, headings, lines }) => ({
      kind,
      under: headings.join(" › "),
      lines: lines.map(({ text, depth }) => "  ".repeat(depth) + text),
    }),
  );
const lines = (html: string) => read(html).flatMap((block) => block.lines);

describe("an article's HTML as text", () => {
  it("keeps headings, paragraphs, lists in lists and tables", () => {
    expect(
      read(`<h2>Refunds</h2><p>Within <b>5</b>&nbsp;days.</p>
        <ul><li>Card<ul><li>Visa</li><li>Other</li></ul></li><li><p>Cash</p></li></ul>
        <h3>Fees</h3><table><thead><tr><th>Plan</th><th>Fee</th></tr></thead>
        <tbody><tr><td>Pro</td><td>€5 | month</td></tr></tbody></table>`),
    ).toEqual([
      { kind: "paragraph", under: "Refunds", lines: ["Within 5 days."] },
      {
        kind: "list",
        under: "Refunds",
        lines: ["Card", "  Visa", "  Other", "Cash"],
      },
      {
        kind: "table",
        under: "Refunds › Fees",
        lines: ["Plan | Fee", "Pro | €5 | month"],
      },
    ]);
  });

  it("gives a table without a head its first row as one, and a list in a cell one line", () => {
    expect(
      lines(
        "<table><tr><td>Plan</td><td>Fee</td></tr><tr><td>Pro</td><td><ul><li>€5</li><li>€6</li></ul></td></tr></table>",
      ),
    ).toEqual(["Plan | Fee", "Pro | €5; €6"]);
  });

  it.each([
    [
      "marks that are text stay text",
      "<p>Use *two* _bars_ and `x` [a](b)</p>",
      ["Use *two* _bars_ and `x` [a](b)"],
    ],
    [
      "a paragraph that begins like a list is none",
      "<p>- minus 5</p><p>1. of May</p><p># 5</p>",
      ["- minus 5", "1. of May", "# 5"],
    ],
    [
      "characters that HTML escapes",
      "<p>A &lt;b&gt; &amp; &copy; &#x2713; &amp;amp;</p>",
      ["A <b> & © ✓ &amp;"],
    ],
    [
      "lines that a break parts",
      "<p>Line one<br>Line two<br/>Line three</p>",
      ["Line one", "Line two", "Line three"],
    ],
    [
      "a relative link leads to the helpdesk",
      '<p><a href="/hc/x">here</a></p>',
      ["here (https://acme.zendesk.com/hc/x)"],
    ],
    [
      "a link that would run something is words",
      '<p><a href="javascript:alert(1)">here</a></p>',
      ["here"],
    ],
    [
      "what is struck out holds no longer",
      "<p>Costs <s>€5</s> €6</p>",
      ["Costs €6"],
    ],
    [
      "scripts, styles, frames and what is hidden say nothing",
      "<p>a</p><script>x()</script><style>y{}</style><iframe src=z>f</iframe><p hidden>h</p>",
      ["a"],
    ],
    [
      "a picture says its description",
      '<p>See <img src="data:image/png;base64,AAAA" alt="the label"></p>',
      ["See the label"],
    ],
    [
      "tags that never end, or end in another order",
      "<p>one <b>two <i>three</b> four</i><p>five<div>six",
      ["one two three four", "five", "six"],
    ],
    ["nothing at all", "", []],
    ["a stray end tag", "</div></p>text</span>", ["text"]],
  ])("%s", (_, html, expected) => {
    expect(lines(html)).toEqual(expected);
  });

  it("takes the article of a page, its title, language and own address, and leaves what is around it", () => {
    const page = readHtml(
      `<!doctype html><html lang="de"><head><title>Rückgabe</title><link rel="canonical" href="/hc/rueckgabe"></head>
       <body><nav>Menü</nav><main><header>Kopf</header><h1>Rückgabe</h1><p>14 Tage.</p></main><footer>Fuß</footer></body></html>`,
      BASE,
    );
    expect(page).toEqual({
      title: "Rückgabe",
      language: "de",
      canonical: "https://acme.zendesk.com/hc/rueckgabe",
      markdown: "# Rückgabe\n\n14 Tage.",
    });
  });

  it("gives up on nesting that no person wrote, without falling over", () => {
    expect(readHtml("<div>".repeat(50_000), null)).toBeNull();
  });
});
