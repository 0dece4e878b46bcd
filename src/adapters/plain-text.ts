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

/** A message as it is in the thread, what it quotes marked line by line with ">": without, nobody can tell it from its own words. */
export function messageText(
  element: Element,
  isSkipped: (element: Element) => boolean = () => false,
): string {
  return plainText(element, isSkipped, true);
}

export function plainText(
  element: Element,
  isSkipped: (element: Element) => boolean = () => false,
  marksQuotes = false,
): string {
  let text = "";
  const breakLine = (breaks: string) => {
    if (text !== "" && !text.endsWith(breaks))
      text = text.replace(/\n+$/, "") + breaks;
  };
  const walk = (node: Node) => {
    if (node.nodeType === TEXT_NODE) {
      const words = (node.nodeValue ?? "").replace(/[ \t\r\n]+/g, " ");
      text += text === "" || /\s$/.test(text) ? words.trimStart() : words;
      return;
    }
    if (node.nodeType !== ELEMENT_NODE) return;
    const child = node as Element; // its nodeType says so
    const name = child.tagName.toUpperCase();
    if (SKIPPED.has(name) || isSkipped(child)) return;
    // The last break of a block is a filler that browsers and CKEditor keep there; it is no line of its own.
    if (name === "BR") {
      if (node.nextSibling) text = `${text.replace(/ +$/, "")}\n`;
      return;
    }
    if (name === "BLOCKQUOTE" && marksQuotes) {
      const quoted = plainText(child, isSkipped, true);
      breakLine("\n\n");
      if (quoted !== "") text += `${quoted.replace(/^/gm, "> ")}\n\n`;
      return;
    }
    const breaks = PARAGRAPHS.has(name) ? "\n\n" : LINES.has(name) ? "\n" : "";
    if (breaks) breakLine(breaks);
    if (name === "LI") text += listMark(child);
    node.childNodes.forEach(walk);
    if (breaks) breakLine(breaks);
  };
  element.childNodes.forEach(walk);
  return normaliseText(text);
}

function listMark(item: Element): string {
  const list = item.parentElement;
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
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The words alone, for comparing what was meant with what an editor made of it: no white space, no list marks. */
export function sameWords(text: string): string {
  return normaliseText(text)
    .replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}
