import { own } from "./own.ts";

/**
 * An element's text with its line breaks. Not `innerText`: that depends on layout, and a hidden or detached part of
 * the page gives it without breaks.
 */

/** `Node.TEXT_NODE` and `Node.ELEMENT_NODE`, without needing a window. */
const TEXT_NODE = 3;
const ELEMENT_NODE = 1;
const PARAGRAPHS = /^(P|BLOCKQUOTE|[UO]L|PRE|TABLE)$/;
const LINES = /^(DIV|LI|TR|H[1-6]|SECTION|ARTICLE)$/;
const SKIPPED = /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|BUTTON|SVG)$/;

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
  const parts: string[] = [];
  let last = "";
  /** Line breaks wait, since a longer break takes the place of a shorter one. */
  let waiting = "";
  const push = (part: string) => {
    parts.push(waiting, part);
    waiting = "";
    last = part.slice(-1);
  };
  const add = (words: string) => {
    const isAfterSpace = waiting !== "" || last === "" || /\s/.test(last);
    const added = isAfterSpace ? words.trimStart() : words;
    if (added !== "") push(added);
  };
  const breakLine = (breaks: string) => {
    if (last !== "" && !waiting.endsWith(breaks)) waiting = breaks;
  };
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
      add((node.nodeValue ?? "").replace(/[ \t\r\n]+/g, " "));
      continue;
    }
    if (type !== ELEMENT_NODE) continue;
    const child = node as Element; // its nodeType says so
    const name = own(child, "tagName").toUpperCase();
    if (SKIPPED.test(name) || isSkipped(child)) continue;
    // The last break of a block is a filler that browsers and CKEditor keep there; it is no line of its own.
    if (name === "BR") {
      if (!node.nextSibling) continue;
      if (waiting === "" && last === " ")
        parts.push((parts.pop() ?? "").slice(0, -1));
      waiting += "\n";
      continue;
    }
    if (name === "BLOCKQUOTE" && quotes > 0) {
      breakLine("\n\n");
      const quoted = textOf(child, isSkipped, quotes - 1);
      if (quoted === "") continue;
      push(quoted.replace(/^/gm, "> "));
      waiting = "\n\n";
      continue;
    }
    const breaks = PARAGRAPHS.test(name)
      ? "\n\n"
      : LINES.test(name)
        ? "\n"
        : "";
    if (breaks) {
      breakLine(breaks);
      todo.push(() => breakLine(breaks));
    }
    if (name === "LI") add(listMark(child));
    later(child);
  }
  return normaliseText(parts.join("") + waiting);
}

function listMark(item: Element): string {
  const list = item.parentElement;
  if (list?.tagName !== "OL") return "- ";
  return `${[...list.children].indexOf(item) + Number(list.getAttribute("start") ?? 1)}. `;
}

export function normaliseText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, "\n")
      .replace(/\u00a0/g, " ")
      .replace(/[\u200B\u2060\uFEFF]/g, "")
      // Line by line: one regular expression for it takes the square of a long row of blanks that does not end a line.
      .split("\n")
      .map((line) => line.trimEnd())
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim()
  );
}

/** The words alone, for comparing what was meant with what an editor made of it: no white space, no list marks. */
export function sameWords(text: string): string {
  return normaliseText(text)
    .replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}
