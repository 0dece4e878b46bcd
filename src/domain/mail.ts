/**
 * What a person wrote in this message, without the history their mail program quoted and without the signature.
 * The whole text stays in the ticket; only understanding, retrieval and the summary read this.
 */

const QUOTE_HEADER: RegExp[] = [
  // "On Tue, 3 Nov 2026 at 10:14, Sam <sam@…> wrote:" (also broken over two lines)
  /^on\b.{5,200}\bwrote:$/i,
  /^am\b.{5,200}\bschrieb\b.{0,120}:$/i,
  /^le\b.{5,200}\ba écrit\s?:$/i,
  /^-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht)\s*-{2,}$/i,
  /^_{20,}$/,
  /^from:\s.+$/i,
];
const SIGNATURE = /^(?:--|—)\s*$|^sent from my\b|^von meinem\b.*gesendet/i;
const DISCLAIMER =
  /^(?:this (?:e-?mail|message)|confidentiality notice|diese e-?mail)\b.*\b(?:confidential|intended|vertraulich)/i;

export function ownWords(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const end = lines.findIndex((line, index) =>
    endsOwnWords(line.trim(), lines[index + 1]?.trim() ?? "", index),
  );
  const own = (end < 0 ? lines : lines.slice(0, end)).filter(
    (line) => !line.trimStart().startsWith(">"),
  );
  const kept = own.join("\n").trim();
  // A reply written below the quote, or a bare forward: better the whole text than none.
  return kept === ""
    ? lines
        .filter((line) => !line.trimStart().startsWith(">"))
        .join("\n")
        .trim() || text.trim()
    : kept;
}

function endsOwnWords(line: string, next: string, index: number): boolean {
  if (SIGNATURE.test(line) || DISCLAIMER.test(line)) return index > 0;
  if (/^from:\s/i.test(line))
    return index > 0 && /^(?:sent|date|to|subject):\s/i.test(next);
  return QUOTE_HEADER.some(
    (header) =>
      header.test(line) ||
      (/^(?:on|am|le)\b/i.test(line) && header.test(`${line} ${next}`)),
  );
}
