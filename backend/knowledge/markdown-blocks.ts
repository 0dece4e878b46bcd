/** Markdown read as far as it carries structure: headings, paragraphs, lists and tables. Everything else is text. */

export interface Block {
  kind: "paragraph" | "list" | "table";
  /** Headings above the block, outermost first. */
  headings: string[];
  /** Paragraph: one line. List: one line per item, with its depth. Table: one line per row. */
  lines: { text: string; depth: number }[];
}

const HEADING = /^ {0,3}(#{1,6})\s+(.+?)\s*#*$/;
const ITEM = /^(\s*)(?:[-*+]|\d{1,3}[.)])\s+(.*)$/;
const TABLE_ROW = /^\s*\|.*\|\s*$/;
const TABLE_RULE = /^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$/;
/** `[label]: https://…`, which `[words][label]` elsewhere points to. */
const DEFINITION = /^ {0,3}\[([^\]]+)\]:\s+<?(\S+?)>?(?:\s+["'(].*)?$/;
const RULE = /^\s*(?:[-*_]\s*){3,}$/;
const FENCE = /^\s*(?:```|~~~)/;

export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  const headings: { level: number; text: string }[] = [];
  let open: Block | null = null;
  const start = (kind: Block["kind"]): Block => {
    const block: Block = {
      kind,
      headings: headings.map(({ text }) => text),
      lines: [],
    };
    blocks.push(block);
    return block;
  };

  const links = new Map<string, string>();
  const lines = withoutComments(markdown)
    .split(/\r?\n/)
    .filter((line) => {
      const [, label, url] = DEFINITION.exec(line) ?? [];
      if (label === undefined || url === undefined) return true;
      links.set(label.toLowerCase(), url);
      return false;
    });
  const read = (text: string) => plainText(text, links);
  for (const raw of lines) {
    const line = raw.replace(/\t/g, "    ").trimEnd();
    const heading = HEADING.exec(line);
    if (heading) {
      const level = heading[1]?.length ?? 1;
      while ((headings.at(-1)?.level ?? 0) >= level) headings.pop();
      headings.push({ level, text: read(heading[2] ?? "") });
      open = null;
      continue;
    }
    if (line.trim() === "") {
      // A blank line inside a list is loose spacing, not its end; the next line decides.
      if (open?.kind !== "list") open = null;
      continue;
    }
    if (RULE.test(line) || FENCE.test(line)) {
      open = null;
      continue;
    }
    const item = ITEM.exec(line);
    if (item) {
      if (open?.kind !== "list") open = start("list");
      open.lines.push({
        text: read(item[2] ?? ""),
        depth: Math.floor((item[1]?.length ?? 0) / 2),
      });
      continue;
    }
    if (TABLE_ROW.test(line)) {
      if (TABLE_RULE.test(line)) continue;
      if (open?.kind !== "table") open = start("table");
      open.lines.push({ text: rowText(line, read), depth: 0 });
      continue;
    }
    if (open?.kind === "list" && /^\s{2,}/.test(line)) {
      const last = open.lines.at(-1);
      if (last) last.text = `${last.text} ${read(line)}`;
      continue;
    }
    if (open?.kind !== "paragraph") open = start("paragraph");
    open.lines.push({
      text: read(line.replace(/^\s*>\s?/, "")),
      depth: 0,
    });
  }
  return blocks.filter(({ lines }) => lines.some(({ text }) => text !== ""));
}

/**
 * The words a reader sees: no marks, no tags, and a link's address in brackets behind its words. `links` are the
 * addresses that the document gives by label.
 */
export function plainText(
  markdown: string,
  links: ReadonlyMap<string, string> = new Map(),
): string {
  const plain = protectEscaped(markdown)
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(
      /\[([^\]]+)\]\(([^)\s]+)[^)]*\)/g,
      (_, words: string, url: string) => withAddress(words, url),
    )
    .replace(
      /\[([^\]]+)\]\[([^\]]*)\]/g,
      (whole, words: string, label: string) => {
        const url = links.get((label || words).toLowerCase());
        return url === undefined ? whole : withAddress(words, url);
      },
    )
    .replace(/<(https?:\/\/[^>\s]+)>/g, "$1")
    .replace(/<\/?[a-z][^<>]*>/gi, " ")
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "$2")
    .replace(
      /(?<![\p{L}\p{N}*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu,
      "$1",
    )
    .replace(
      /(?<![\p{L}\p{N}_])_(?=\S)([^_]+?)(?<=\S)_(?![\p{L}\p{N}_])/gu,
      "$1",
    )
    .replace(/`([^`]+)`/g, "$1");
  return restoreEscaped(decodeReferences(plain)).replace(/\s+/g, " ").trim();
}

/** Escaped punctuation is text: it waits in a private range of Unicode until the marks are gone. */
const PRIVATE = 0xe000;

function protectEscaped(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) =>
    String.fromCharCode(PRIVATE + mark.charCodeAt(0)),
  );
}

function restoreEscaped(text: string): string {
  return text.replace(/[\uE021-\uE07E]/g, (mark) =>
    String.fromCharCode(mark.charCodeAt(0) - PRIVATE),
  );
}

const NAMED = new Map(
  Object.entries({
    ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " },
    ...{ lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”" },
    ...{ ndash: "–", mdash: "—", hellip: "…" },
  }),
);

/** Character references, as far as people and converters write them. */
function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED.get(name.toLowerCase()) ?? whole;
      const code = decimal ? Number(decimal) : parseInt(hex ?? "", 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** An address that a customer can use: one inside the site's own source, or one still to be filled in, is none. */
function withAddress(words: string, url: string): string {
  const address = url.replace(/^mailto:/i, "");
  const isUsable =
    /^https?:\/\//i.test(url) || /^[^\s@{}]+@[^\s@{}]+$/.test(address);
  return !isUsable || words.includes(address) ? words : `${words} (${address})`;
}

function rowText(line: string, read: (text: string) => string): string {
  return protectEscaped(line)
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map(read)
    .join(" | ");
}

function withoutComments(markdown: string): string {
  return markdown.replace(/<!--[\s\S]*?-->/g, "");
}
