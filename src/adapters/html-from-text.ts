/**
 * A draft as HTML for the editor: p, br, ul, ol, li and nothing else, every character of the text escaped. Drafts
 * are plain text; markup that stands in one stays text.
 */
export function htmlFromText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .trim()
    .split(/\n{2,}/)
    .map(blockFrom)
    .join("");
}

const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*\d{1,2}[.)]\s+/;

type Kind = "ul" | "ol" | "p";

/** Lines of one kind stand together: "See:\n- a\n- b" is a paragraph and a list. */
function blockFrom(block: string): string {
  const runs: { kind: Kind; lines: string[] }[] = [];
  for (const line of block.split("\n")) {
    const kind: Kind = BULLET.test(line)
      ? "ul"
      : NUMBER.test(line)
        ? "ol"
        : "p";
    const last = runs.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs.map(({ kind, lines }) => htmlOf(kind, lines)).join("");
}

function htmlOf(kind: Kind, lines: string[]): string {
  if (kind === "p")
    return `<p>${lines.map((line) => escapeHtml(line.trim())).join("<br>")}</p>`;
  const mark = kind === "ul" ? BULLET : NUMBER;
  const items = lines
    .map((line) => `<li>${escapeHtml(line.replace(mark, "").trim())}</li>`)
    .join("");
  // An ordered list must keep the number it starts with: "3." after a paragraph is not "1.".
  const start =
    kind === "ol" ? Number(/\d+/.exec(lines[0] ?? "")?.[0] ?? 1) : 1;
  return start === 1
    ? `<${kind}>${items}</${kind}>`
    : `<ol start="${start}">${items}</ol>`;
}

export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
