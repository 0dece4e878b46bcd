import { JSDOM } from "jsdom";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownWords } from "../../../src/domain/mail.ts";
import { htmlFromText } from "../../../src/adapters/html-from-text.ts";
import {
  messageText,
  plainText,
  sameWords,
} from "../../../src/adapters/plain-text.ts";

const { DOMParser } = new JSDOM("").window;
function bodyOf(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, "text/html").body;
}

describe("html from a draft's text", () => {
  it.each([
    ["one line", "Hello", "<p>Hello</p>"],
    ["paragraphs", "a\n\nb", "<p>a</p><p>b</p>"],
    ["a line break", "a\nb", "<p>a<br>b</p>"],
    ["more than one blank line", "a\n\n\n\nb", "<p>a</p><p>b</p>"],
    ["bullets", "- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
    [
      "a list under a sentence",
      "Please:\n- a\n- b\nThanks",
      "<p>Please:</p><ul><li>a</li><li>b</li></ul><p>Thanks</p>",
    ],
    ["numbers", "1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"],
    ["numbers that go on", "3. c", '<ol start="3"><li>c</li></ol>'],
    ["a year is no list", "2026. A year", "<p>2026. A year</p>"],
    [
      "markup stays text",
      '<img src=x onerror="alert(1)"> & "so"',
      "<p>&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &quot;so&quot;</p>",
    ],
    ["Windows line ends", "a\r\n\r\nb", "<p>a</p><p>b</p>"],
    ["emoji stay whole", "👩‍👩‍👧 ok", "<p>👩‍👩‍👧 ok</p>"],
  ])("%s", (_name, text, html) => {
    expect(htmlFromText(text)).toBe(html);
  });

  it("makes nothing but its own few elements, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const names = [...bodyOf(htmlFromText(text)).querySelectorAll("*")];
        expect(
          names.filter(({ tagName }) => !/^(P|BR|UL|OL|LI)$/.test(tagName)),
        ).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("reads back with the same words", () => {
    const word = fc.stringMatching(/^[a-z<>&"'0-9äé]{1,8}$/);
    const line = fc
      .array(word, { minLength: 1, maxLength: 6 })
      .map((all) => all.join(" "));
    const text = fc
      .array(fc.tuple(fc.constantFrom("", "- ", "1. "), line), {
        minLength: 1,
        maxLength: 8,
      })
      .map((lines) => lines.map((parts) => parts.join("")).join("\n"));
    fc.assert(
      fc.property(text, (draft) => {
        expect(sameWords(plainText(bodyOf(htmlFromText(draft))))).toBe(
          sameWords(draft),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe("plain text of an element", () => {
  it.each([
    ["paragraphs", "<p>a</p><p>b</p>", "a\n\nb"],
    ["white space of the source", "<p>a\n   b</p>\n\n<p> c </p>", "a b\n\nc"],
    ["line breaks", "<p>a<br>b</p>", "a\nb"],
    ["the editor's filler", '<p>a</p><p><br data-cke-filler="true"></p>', "a"],
    ["an empty editor", '<p><br data-cke-filler="true"></p>', ""],
    ["hard spaces", "<p>a&nbsp;&nbsp;b</p>", "a  b"],
    ["lists", "<p>x</p><ul><li>a</li><li>b</li></ul>", "x\n\n- a\n- b"],
    ["numbered lists", '<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"],
    ["divisions", "<div>a</div><div>b</div>", "a\nb"],
    ["inline marks", "<p>a <strong>b</strong> c</p>", "a b c"],
    [
      "what nobody wrote",
      "a<script>x</script><style>y</style><button>z</button>",
      "a",
    ],
  ])("%s", (_name, html, text) => {
    expect(plainText(bodyOf(html))).toBe(text);
  });
});

describe("a message's own words, from HTML", () => {
  it.each([
    [
      "a web mail's quote",
      '<div>Where is it?</div><div class="gmail_quote"><div>On Tue, 3 Nov 2026 at 10:14, Sam &lt;sam@acme.example&gt; wrote:<br></div><blockquote><div>It left.</div><div>Sam</div></blockquote></div>',
      "Where is it?",
    ],
    [
      "a quote without a header",
      "<p>Where is it?</p><blockquote><p>It left.</p></blockquote>",
      "Where is it?",
    ],
    [
      "answers between quotes",
      "<blockquote>Did it come?</blockquote><p>No.</p><blockquote>Sure?</blockquote><p>Yes.</p>",
      "No.\n\nYes.",
    ],
    [
      "quotes in quotes",
      "<p>Where?</p><blockquote>Here.<blockquote>Old.</blockquote></blockquote>",
      "Where?",
    ],
    [
      "an Outlook history",
      "<p>Where is it?</p><hr><div><p><b>From:</b> Sam<br><b>Sent:</b> Tuesday<br><b>To:</b> Dana<br><b>Subject:</b> Order</p></div><p>It left.</p>",
      "Where is it?",
    ],
    [
      "a German Outlook history",
      "<p>Wo ist sie?</p><div><b>Von:</b> Sam<br><b>Gesendet:</b> Dienstag<br><b>An:</b> Dana</div><p>Unterwegs.</p>",
      "Wo ist sie?",
    ],
    [
      "a signature",
      "<p>Where is it?</p><div>--<br>Dana Ruiz<br>+49 30 1234567</div>",
      "Where is it?",
    ],
    ["only a quote", "<blockquote>Where is it?</blockquote>", "> Where is it?"],
  ])("%s", (_name, html, own) => {
    const text = messageText(bodyOf(html));
    expect(ownWords(text)).toBe(own);
    // Nothing is lost: the thread has every word.
    const letters = (said: string) => said.replace(/[\s>]/g, "");
    expect(letters(text)).toBe(letters(plainText(bodyOf(html))));
  });
});
