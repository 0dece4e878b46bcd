/** Whose content is no text for people. */
const DROPPED =
  /<(script|style|iframe|object|template|title|head|noscript|svg|math)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const ENTITIES = new Map(
  Object.entries({
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: "\u00a0",
  }),
);

/**
 * The HTML of a part as plain text with its line breaks. The tags are rules for breaking lines here and nothing more:
 * what comes out is text, whatever it looks like, and is never made HTML again.
 */
export function bodyText(html: string): string {
  const text = html
    .replace(DROPPED, "")
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replace(/\s*\n\s*/g, " ")
    .replace(/<br\b[^>]*>/gi, "\n")
    .replace(/<li\b[^>]*>/gi, "- ")
    .replace(/<\/(?:p|blockquote|pre|h\d|ul|ol|table)\s*>/gi, "\n\n")
    .replace(/<\/(?:div|li|tr)\s*>/gi, "\n")
    .replace(/<\/?[a-z][^<>]*>/gi, "");
  return decoded(text)
    .replace(/\u00a0/g, " ")
    .replace(/[\u200B\u2060\uFEFF]/g, "")
    .replace(/[ \t]*\n[ \t]*/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi,
    (whole, decimal, hex, name: string | undefined) => {
      if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? whole;
      const code =
        decimal === undefined
          ? Number.parseInt(String(hex), 16)
          : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    },
  );
}
