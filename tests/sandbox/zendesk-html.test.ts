import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { htmlOfText, sanitisedHtml, textOfHtml } from "./look-alike/html.ts";

describe("customer HTML keeps its form and loses what acts", () => {
  it.each<[string, string, string]>([
    ["formatting stays", "<p>Hi <b>you</b></p>", "<p>Hi <b>you</b></p>"],
    ["scripts go with their text", "a<script>alert(1)</script>b", "ab"],
    ["an unclosed script takes the rest", "a<script>alert(1)", "a"],
    ["handlers go", '<p onclick="x()" style="color:red">a</p>', "<p>a</p>"],
    ["pictures go", '<img src=x onerror="x()">a', "a"],
    [
      "script links lose their target",
      '<a href="javascript:x()">a</a>',
      "<a>a</a>",
    ],
    ["so do disguised ones", '<a href="&#106;avascript:x()">a</a>', "<a>a</a>"],
    [
      "web links stay",
      "<a href='https://a.test/?b=1&amp;c=2'>a</a>",
      '<a href="https://a.test/?b=1&amp;c=2" rel="noopener noreferrer" target="_blank">a</a>',
    ],
    ["what is open is closed", "<ul><li>a", "<ul><li>a</li></ul>"],
    ["the wrapper cannot be closed", "</div></div>a", "a"],
    ["a lone bracket is text", "1 < 2", "1 &lt; 2"],
  ])("%s", (_name, html, expected) => {
    expect(sanitisedHtml(html)).toBe(expected);
  });

  it("lets no other tag and no handler through, whatever comes", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "/",
      "script",
      "img",
      " onerror=",
      '"',
      "'",
      "a",
      " href=",
      "javascript:",
      "<!--",
      "-->",
      "=x ",
      "svg",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const tags = sanitisedHtml(pieces.join("")).match(/<[^>]*>/g) ?? [];
        for (const tag of tags)
          expect(tag).toMatch(
            /^<\/?a( href="(https?|mailto):[^"]*" rel="noopener noreferrer" target="_blank")?>$/,
          );
      }),
    );
  });
});

it("text survives the way to HTML and back", () => {
  const line = fc
    .stringMatching(/^[!-~]([ -~]*[!-~])?$/)
    .filter((text) => !text.includes("  "));
  fc.assert(
    fc.property(
      fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), {
        maxLength: 3,
      }),
      (paragraphs) => {
        const text = paragraphs.map((lines) => lines.join("\n")).join("\n\n");
        expect(textOfHtml(htmlOfText(text))).toBe(text);
      },
    ),
  );
});
