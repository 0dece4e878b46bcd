import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Text that would do something where it is not taken for text, in the classes of the public lists: tags, handlers,
 * addresses, broken markup, Markdown that loads, and strings that upset whoever measures, splits or shows them.
 */
const OWN = [
  "<script>alert('a')</script>",
  "<SCRIPT SRC=https://load.example/a.js></SCRIPT>",
  "</textarea><script>alert('b')</script>",
  "\"><svg/onload=alert('c')>",
  "<img src=x onerror=alert('d')>",
  "<img src='https://load.example/a.png'>",
  "<iframe src=\"javascript:alert('e')\"></iframe>",
  "<iframe srcdoc=\"<script>parent.alert('f')</script>\"></iframe>",
  "<a href=\"javascript:alert('g')\">Your refund</a>",
  "<a href=\"java\tscript:alert('h')\">Your refund</a>",
  "<body onpageshow=alert('i')>",
  "<details open ontoggle=alert('j')>",
  "<input autofocus onfocus=alert('k')>",
  "<video><source onerror=alert('l')></video>",
  "<math><mi xlink:href=\"data:text/html,<script>alert('m')</script>\">",
  "<style>@import 'https://load.example/a.css';</style>",
  '<div style="background:url(https://load.example/b.png)">',
  '<link rel=stylesheet href="https://load.example/c.css">',
  '<meta http-equiv=refresh content="0;url=https://load.example">',
  "<base href=https://load.example/>",
  "<form action=https://load.example><button autofocus>Go</button></form>",
  "<object data=https://load.example/d></object>",
  "<noscript><p title=\"</noscript><img src=x onerror=alert('n')>\">",
  "<svg><animate onbegin=alert('o') attributeName=x dur=1s>",
  "![receipt](https://load.example/e.png)",
  "[receipt](javascript:alert('p'))",
  "[receipt][1]\n\n[1]: https://load.example/f",
  "javascript:alert('q')",
  "&lt;script&gt;alert('r')&lt;/script&gt;",
  "\\u003cscript\\u003ealert('s')\\u003c/script\\u003e",
  "${alert('t')} {{constructor.constructor(\"alert('u')\")()}}",
  "'; DROP TABLE signals; --",
  "\u202Egnp.exe\u202C \u200B\uFEFF",
  "\u0007\u001B[31mred\u0000",
  "Z\u0351\u036B\u0343a\u0334l\u0358g\u0322o",
  "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uFDFD",
];

/** With HEED_FULL: the lists of a folder, named by HEED_TRUST_DATA, that stays outside of the repository. */
export function hostileStrings(): string[] {
  const folder = process.env["HEED_TRUST_DATA"];
  if (process.env["HEED_FULL"] !== "1" || !folder) return OWN;
  const text = (name: string) => readFileSync(join(folder, name), "utf8");
  const lines = (name: string) => text(name).split(/\r?\n/);
  const dompurify = JSON.parse(text("dompurify_expect.json")) as {
    payload: string;
  }[];
  return [
    ...OWN,
    ...(JSON.parse(text("blns.json")) as string[]),
    ...lines("xss_payloadbox.txt"),
    ...lines("xss_payloadsallthethings.txt"),
    ...(JSON.parse(text("garak_web_html_js.json")) as unknown[]).map(String),
    ...dompurify.map(({ payload }) => payload),
  ].filter((line) => line.trim() !== "");
}
