/** A Markdown rule book as headings, paragraphs and nested lists. No rule is understood here, only layout. */
export type RuleBlock =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph"; sentences: string[] }
  /** `leadIn` is the sentence that announces the list, or null. */
  | { kind: "list"; leadIn: string | null; items: RuleItem[] };

export interface RuleItem {
  text: string;
  children: RuleItem[];
}

const HEADING = /^(#{1,6})\s+(.+?)\s*#*$/;
const ITEM = /^(\s*)(?:[-*+]|\d{1,3}[.)])\s+(.*)$/;
const ENDS_SENTENCE = /[.!?]["'”’)]*$/;
/** A full stop behind these ends no sentence. */
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|approx|no|mr|mrs|ms|dr|st)\.)$/i;

export function readRuleBlocks(markdown: string): RuleBlock[] {
  const blocks: RuleBlock[] = [];
  let paragraph: string[] = [];
  let list: { indent: number; item: RuleItem }[] = [];
  let items: RuleItem[] = [];
  let blankBefore = false;

  const closeParagraph = () => {
    if (paragraph.length > 0)
      blocks.push({ kind: "paragraph", sentences: sentencesOf(paragraph) });
    paragraph = [];
  };
  const closeList = () => {
    if (items.length > 0)
      blocks.push({ kind: "list", leadIn: takeLeadIn(blocks), items });
    items = [];
    list = [];
  };

  for (const raw of markdown.replace(/^\uFEFF/, "").split(/\r\n?|\n/)) {
    const line = raw.replace(/\t/g, "    ").trimEnd();
    const heading = HEADING.exec(line);
    const item = ITEM.exec(line);
    if (line.trim() === "") {
      closeParagraph();
    } else if (heading) {
      closeParagraph();
      closeList();
      blocks.push({
        kind: "heading",
        level: heading[1]?.length ?? 1,
        text: plain(heading[2] ?? ""),
      });
    } else if (item && plain(item[2] ?? "") !== "") {
      const wasDirectlyAbove = paragraph.length > 0;
      closeParagraph();
      if (items.length === 0 && wasDirectlyAbove) announce(blocks);
      const indent = item[1]?.length ?? 0;
      while (list.length > 0 && (list.at(-1)?.indent ?? 0) >= indent)
        list.pop();
      const added: RuleItem = { text: plain(item[2] ?? ""), children: [] };
      (list.at(-1)?.item.children ?? items).push(added);
      list.push({ indent, item: added });
    } else if (list.length > 0 && !blankBefore && /^\s{2,}/.test(line)) {
      const last = list.at(-1)?.item;
      if (last) last.text = `${last.text} ${plain(line)}`;
    } else {
      closeList();
      paragraph.push(plain(line));
    }
    blankBefore = line.trim() === "";
  }
  closeParagraph();
  closeList();
  return blocks;
}

/** "To sell a ticket, follow these steps", straight above a list: it lost its colon. */
function announce(blocks: RuleBlock[]): void {
  const last = blocks.at(-1);
  if (last?.kind !== "paragraph") return;
  const sentence = last.sentences.at(-1) ?? "";
  if (sentence !== "" && !/[.!?:]["'”’)]*$/.test(sentence))
    last.sentences[last.sentences.length - 1] = `${sentence}:`;
}

/** Takes the announcing sentence out of the paragraph above, so that it is said once. */
function takeLeadIn(blocks: RuleBlock[]): string | null {
  const last = blocks.at(-1);
  if (last?.kind !== "paragraph" || !last.sentences.at(-1)?.endsWith(":"))
    return null;
  const leadIn = last.sentences.pop() ?? null;
  if (last.sentences.length === 0) blocks.pop();
  return leadIn;
}

/** Lines are joined unless one ends where a sentence ends: rule books break lines both ways. */
function sentencesOf(lines: string[]): string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last !== undefined && !ENDS_SENTENCE.test(last) && !last.endsWith(":"))
      joined[joined.length - 1] = `${last} ${line}`;
    else joined.push(line);
  }
  return joined.flatMap(splitRules);
}

export function splitRules(text: string): string[] {
  const sentences: string[] = [];
  for (const part of text.split(
    /(?<=[.!?]["'”’)]{0,2})\s+(?=["'“(]?[\p{Lu}\d])/u,
  )) {
    const last = sentences.at(-1);
    if (last !== undefined && (ABBREVIATION.test(last) || hasOpenQuote(last)))
      sentences[sentences.length - 1] = `${last} ${part}`;
    else sentences.push(part);
  }
  return sentences
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

/** A message in quotes may hold several sentences and still be one thing to say. */
function hasOpenQuote(text: string): boolean {
  const opened =
    text.match(/(?<![\p{L}\p{N}])["'“‘](?=[\p{L}\p{N}])/gu)?.length ?? 0;
  const closed = text.match(/(?<=\S)["'”’](?![\p{L}\p{N}])/gu)?.length ?? 0;
  return opened > closed;
}

function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\*\*|__|`/g, "")
    .replace(/(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}
