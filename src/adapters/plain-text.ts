import { own, parentOf } from "./own.ts";

/**
 * An element's text with its line breaks. Not `innerText`: that depends on layout, and a hidden or detached part of
 * the page gives it without breaks.
 */

/** `Node.TEXT_NODE` and `Node.ELEMENT_NODE`, without needing a window. */
const TEXT_NODE = 3;
const ELEMENT_NODE = 1;
const PARAGRAPHS = new Set(["P", "BLOCKQUOTE", "UL", "OL", "PRE", "TABLE"]);
const LINES = new Set([
  "DIV",
  "LI",
  "TR",
  "H1",
  "H2",
  "H3",
  "H4",
  "H5",
  "H6",
  "SECTION",
  "ARTICLE",
]);
const SKIPPED = new Set([
  "SCRIPT",
  "STYLE",
  "TEMPLATE",
  "NOSCRIPT",
  "BUTTON",
  "SVG",
]);

/** Mails quote mails; what lies deeper than this is read as part of the last quote. */
const MARKED_QUOTES = 20;

/** A message as it is in the thread, what it quotes marked line by line with ">": without, nobody can tell it from its own words. */
export function messageText(
  element: Element,
  isSkipped: (element: Element) => boolean = () => false,
): string {
  return textOf(element, isSkipped, MARKED_QUOTES);
}

export function plainText(
  element: Element,
  isSkipped: (element: Element) => boolean = () => false,
): string {
  return textOf(element, isSkipped, 0);
}

/**
 * @param quotes how many quotes inside one another are still marked; 0: none is
 */
function textOf(
  element: Element,
  isSkipped: (element: Element) => boolean,
  quotes: number,
): string {
  const text = new Writing();
  // A stack of its own: a page may nest deeper than calls can.
  const todo: (Node | (() => void))[] = [];
  const later = (node: Node) => {
    const children = own(node, "childNodes");
    for (let n = children.length - 1; n >= 0; n--)
      todo.push(children[n] as Node); // inside the list
  };
  later(element);
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (typeof node === "function") {
      node();
      continue;
    }
    const type = own(node, "nodeType");
    if (type === TEXT_NODE) {
      text.add((node.nodeValue ?? "").replace(/[ \t\r\n]+/g, " "));
      continue;
    }
    if (type !== ELEMENT_NODE) continue;
    const child = node as Element; // its nodeType says so
    const name = own(child, "tagName").toUpperCase();
    if (SKIPPED.has(name) || isSkipped(child)) continue;
    // The last break of a block is a filler that browsers and CKEditor keep there; it is no line of its own.
    if (name === "BR") {
      if (node.nextSibling) text.addLineBreak();
      continue;
    }
    if (name === "BLOCKQUOTE" && quotes > 0) {
      text.breakLine("\n\n");
      text.addQuote(textOf(child, isSkipped, quotes - 1));
      continue;
    }
    const breaks = PARAGRAPHS.has(name) ? "\n\n" : LINES.has(name) ? "\n" : "";
    if (breaks) {
      text.breakLine(breaks);
      todo.push(() => text.breakLine(breaks));
    }
    if (name === "LI") text.add(listMark(child));
    later(child);
  }
  return normaliseText(text.toString());
}

/** A text in the making. Line breaks wait, since a longer break takes the place of a shorter one. */
class Writing {
  readonly #parts: string[] = [];
  #last = "";
  #breaks = "";

  add(words: string): void {
    const isAfterSpace =
      this.#breaks !== "" || this.#last === "" || /\s/.test(this.#last);
    const added = isAfterSpace ? words.trimStart() : words;
    if (added !== "") this.#push(added);
  }
  addQuote(quoted: string): void {
    if (quoted === "") return;
    this.#push(quoted.replace(/^/gm, "> "));
    this.#breaks = "\n\n";
  }
  addLineBreak(): void {
    if (this.#breaks === "" && this.#last === " ")
      this.#parts.push((this.#parts.pop() ?? "").slice(0, -1));
    this.#breaks += "\n";
  }
  breakLine(breaks: string): void {
    if (this.#last !== "" && !this.#breaks.endsWith(breaks))
      this.#breaks = breaks;
  }
  toString(): string {
    return this.#parts.join("") + this.#breaks;
  }
  #push(part: string): void {
    this.#parts.push(this.#breaks, part);
    this.#breaks = "";
    this.#last = part.slice(-1);
  }
}

function listMark(item: Element): string {
  const list = parentOf(item);
  if (list?.tagName !== "OL") return "- ";
  return `${[...list.children].indexOf(item) + Number(list.getAttribute("start") ?? 1)}. `;
}

/** A name or a title: the words alone; null when there are none. */
export function oneLine(element: Element | null): string | null {
  return element?.textContent?.replace(/\s+/g, " ").trim() || null;
}

export function normaliseText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\u00a0/g, " ")
    .replace(/[\u200B\u2060\uFEFF]/g, "")
    .split("\n")
    .map(withoutEndingBlanks)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** By hand: the regular expression for it takes the square of a long row of blanks that is not at the end. */
function withoutEndingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === " " || line[end - 1] === "\t")) end--;
  return line.slice(0, end);
}

/** The words alone, for comparing what was meant with what an editor made of it: no white space, no list marks. */
export function sameWords(text: string): string {
  return normaliseText(text)
    .replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}
