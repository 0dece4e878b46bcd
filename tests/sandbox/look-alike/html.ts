/** HTML of messages: what a customer's mail may keep, and the plain text of it. No DOM, because the server has none. */

const KEPT_TAGS = new Set([
  "p",
  "br",
  "div",
  "span",
  "strong",
  "b",
  "em",
  "i",
  "u",
  "a",
  "ul",
  "ol",
  "li",
  "blockquote",
  "pre",
  "code",
  "h1",
  "h2",
  "h3",
  "table",
  "thead",
  "tbody",
  "tr",
  "td",
  "th",
  "hr",
]);
/** Whose content is no text for people either. */
const DROPPED_WITH_CONTENT =
  /<(script|style|iframe|object|template|title|head|noscript|svg|math)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const TOKEN = /<!--[\s\S]*?(?:-->|$)|<\/?[a-z][^<>]*>|[^<]+|</gi;
const SAFE_LINK = /^(https?:|mailto:)/i;

/**
 * Keep formatting, drop everything that acts: the helpdesk this stands in for cleans HTML before any page sees
 * it. Attributes are rebuilt rather than filtered, so an odd spelling of one cannot pass.
 */
export function sanitisedHtml(html: string): string {
  const open: string[] = [];
  const out: string[] = [];
  for (const token of html.replace(DROPPED_WITH_CONTENT, "").match(TOKEN) ??
    []) {
    const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(token);
    if (token.startsWith("<!--")) continue;
    if (!tag) {
      out.push(token.replace(/</g, "&lt;").replace(/>/g, "&gt;"));
      continue;
    }
    const name = (tag[2] ?? "").toLowerCase();
    if (!KEPT_TAGS.has(name)) continue;
    if (tag[1] === "/") {
      // Closing what was never opened would close the wrapper around the message.
      if (!open.includes(name)) continue;
      for (let closed = open.pop(); closed !== undefined; closed = open.pop()) {
        out.push(`</${closed}>`);
        if (closed === name) break;
      }
    } else if (name === "br" || name === "hr") {
      out.push(`<${name}>`);
    } else {
      open.push(name);
      out.push(`<${name}${name === "a" ? linkAttributes(token) : ""}>`);
    }
  }
  return (
    out.join("") +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join("")
  );
}

function linkAttributes(tag: string): string {
  const quoted = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag);
  const href = decoded(quoted?.[1] ?? quoted?.[2] ?? quoted?.[3] ?? "").trim();
  return SAFE_LINK.test(href)
    ? ` href="${escaped(href)}" rel="noopener noreferrer" target="_blank"`
    : "";
}

/** Blank lines part paragraphs, single ones are breaks, as when the helpdesk stores a plain mail. */
export function htmlOfText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n{2,}/)
    .map(
      (paragraph) =>
        `<p dir="auto">${escaped(paragraph).replace(/\n/g, "<br>")}</p>`,
    )
    .join("");
}

export function textOfHtml(html: string): string {
  return decoded(
    html
      .replace(DROPPED_WITH_CONTENT, "")
      .replace(/<!--[\s\S]*?-->/g, "")
      .replace(/\s*\n\s*/g, " ")
      .replace(/<br\s*\/?>/gi, "\n")
      .replace(/<li[^>]*>/gi, "• ")
      .replace(/<\/(p|div|blockquote|pre|h\d|ul|ol|table)>/gi, "\n\n")
      .replace(/<\/(li|tr)>/gi, "\n")
      .replace(/<[^>]*>/g, ""),
  )
    .replace(/\u00a0/g, " ")
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The wrapper every stored comment has. */
export function storedHtml(inner: string): string {
  return `<div class="zd-comment" dir="auto">${inner}</div>`;
}

export function escaped(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi,
    (whole, decimal, hex, name: string | undefined) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code =
        decimal === undefined
          ? Number.parseInt(String(hex), 16)
          : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    },
  );
}
