import { splitSentences } from "../../src/domain/sentences.ts";
import type { Block } from "./markdown-blocks.ts";
import type { Unit } from "./passage.ts";

/**
 * Sentences of a paragraph; items of a list that are sentences stand alone; items that are fragments only make
 * sense behind their lead-in, so the list is one unit with it. A table is one unit.
 */
export function unitsOf(block: Block, leadIn: string | null): Unit[] {
  if (block.kind === "table")
    return [
      { text: block.lines.map(({ text }) => text).join("\n"), kind: "table" },
    ];
  if (block.kind === "paragraph")
    return splitSentences(block.lines.map(({ text }) => text).join(" ")).map(
      (text) => ({ text, kind: "sentence" }),
    );
  return unitsOfList(block.lines, leadIn);
}

type Line = Block["lines"][number];

function unitsOfList(lines: Line[], leadIn: string | null): Unit[] {
  const units: Unit[] = [];
  const top = Math.min(...lines.map(({ depth }) => depth));
  const items: { line: Line; children: Line[] }[] = [];
  for (const line of lines) {
    const last = items.at(-1);
    if (line.depth > top && last) last.children.push(line);
    else items.push({ line, children: [] });
  }

  let fragments: string[] = [];
  const flush = () => {
    if (fragments.length > 0)
      units.push({ text: joined(leadIn, fragments), kind: "list" });
    fragments = [];
  };
  for (const { line, children } of items) {
    if (children.length > 0) {
      flush();
      units.push(...unitsOfList(children, line.text));
    } else if (isSentence(line.text)) {
      flush();
      for (const text of splitSentences(withSubject(leadIn, line.text)))
        units.push({ text, kind: "sentence" });
    } else fragments.push(line.text);
  }
  flush();
  return units;
}

/** "Owners can:" above "Delete the account." An item that begins with the verb says on its own that anybody does. */
const LACKS_VERB =
  /\b(?:can|cannot|can['’]t|could|may|might|must|shall|should|will|won['’]t)(?: (?:also|always|never|not|only))?:$/i;

export function isSaidWithItems(leadIn: string): boolean {
  return LACKS_VERB.test(leadIn);
}

function withSubject(leadIn: string | null, item: string): string {
  return leadIn !== null && isSaidWithItems(leadIn)
    ? `${leadIn.slice(0, -1)} ${item.charAt(0).toLowerCase()}${item.slice(1)}`
    : item;
}

/** Starts like a sentence, ends like one, and is long enough to stand alone. */
export function isSentence(text: string): boolean {
  return (
    /^["'(]?[\p{Lu}\p{N}]/u.test(text) &&
    /[.!?]["')]?$/.test(text) &&
    text.split(/\s+/).length >= 4
  );
}

function joined(leadIn: string | null, fragments: string[]): string {
  const items = fragments.map((text) => text.replace(/[;,.]$/, ""));
  return leadIn === null
    ? `${items.join("; ")}.`
    : `${leadIn.replace(/[.:]?$/, ":")} ${items.join("; ")}.`;
}
