import type { Element, Root as HtmlRoot, RootContent } from "hast";
import rehypeParse from "rehype-parse";
import rehypeRemark, { type Options } from "rehype-remark";
import remarkGfm from "remark-gfm";
import remarkStringify from "remark-stringify";
import { unified } from "unified";

export interface ReadHtml {
  /** The page's title, else its first heading; null: it has neither. */
  title: string | null;
  /** BCP 47, as the page says; null: it does not. */
  language: string | null;
  /** The address that the page calls its own, when it names one. */
  canonical: string | null;
  markdown: string;
}

/** What is around an article, and what is no text. */
const AROUND = new Set(["nav", "header", "footer", "aside", "form", "dialog"]);
const NO_TEXT = new Set([
  ...["script", "style", "noscript", "template", "iframe", "object", "embed"],
  ...["video", "audio", "canvas", "svg", "math", "button", "select"],
]);

/** Emphasis is for the eye; the words are what is quoted. */
const UNWRAPPED = [
  "b",
  "strong",
  "i",
  "em",
  "u",
  "mark",
  "code",
  "kbd",
  "samp",
];
/** Struck out means that it holds no longer. */
const STRUCK = new Set(["del", "s", "strike"]);
const CELL_ENDS = new Set(["p", "li", "div", "br"]);

const unwrap: NonNullable<Options["handlers"]>[string] = (
  state,
  node: Element,
) => state.all(node);

const parser = unified().use(rehypeParse, { emitParseErrors: false });
const toMarkdown = unified()
  .use(rehypeRemark, {
    handlers: {
      ...Object.fromEntries(UNWRAPPED.map((name) => [name, unwrap])),
      br: () => ({ type: "text", value: "\n" }),
      pre: (_state, node) => ({
        type: "paragraph",
        children: [{ type: "text", value: wordsOf(node).trim() }],
      }),
      // A picture says nothing that can be quoted; its description does.
      img: (_state, node) => {
        const alt = String(node.properties["alt"] ?? "").trim();
        return alt === "" ? undefined : { type: "text", value: alt };
      },
    },
  })
  .use(remarkGfm, { tablePipeAlign: false, tableCellPadding: true })
  .use(remarkStringify, { bullet: "-", rule: "-" });

/**
 * Clean Markdown from HTML, however broken: headings, paragraphs, lists, tables and links stay, all else is gone.
 * `base`: where relative links lead from. null: it is nested too deep to be read.
 */
export function readHtml(html: string, base: string | null): ReadHtml | null {
  try {
    return read(withoutPictures(html), base);
  } catch (error) {
    // The parser and the steps behind it recurse: a stack that is full means nesting that no person wrote.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Pictures pasted into an article weigh megabytes, and say nothing. */
export function withoutPictures(html: string): string {
  return html.replace(/\bdata:[\w/+.-]+;base64,[\w+/=]*/gi, "");
}

function read(html: string, base: string | null): ReadHtml {
  const tree = parser.parse(html);
  const isPage = /<(?:html|body)\b/i.test(html);
  const within = isPage ? articleOf(tree) : tree.children;
  const cleaned: HtmlRoot = {
    type: "root",
    children: clean(within, isPage, base),
  };
  const lang = find(tree, "html")?.properties["lang"];
  return {
    title: textOf(find(tree, "title")) ?? textOf(find(tree, "h1")),
    language: typeof lang === "string" && lang !== "" ? lang : null,
    canonical: canonicalOf(tree, base),
    markdown: toMarkdown.stringify(toMarkdown.runSync(cleaned)).trim(),
  };
}

/** The one article of a page, where it marks it; else all of its body. */
function articleOf(tree: HtmlRoot): RootContent[] {
  const marked =
    find(tree, "main") ?? find(tree, "article") ?? find(tree, "body");
  return marked?.children ?? tree.children;
}

function clean(
  nodes: RootContent[],
  isPage: boolean,
  base: string | null,
): RootContent[] {
  return nodes.flatMap((node): RootContent[] => {
    if (node.type === "comment" || node.type === "doctype") return [];
    if (node.type !== "element") return [node];
    if (NO_TEXT.has(node.tagName) || STRUCK.has(node.tagName)) return [];
    if (isPage && AROUND.has(node.tagName)) return [];
    if (
      node.properties["hidden"] !== undefined &&
      node.properties["hidden"] !== null
    )
      return [];
    const children = clean(node.children, isPage, base) as Element["children"];
    if (node.tagName === "a") {
      const href = addressOf(node.properties["href"], base);
      return href === null
        ? children
        : [{ ...node, properties: { href }, children }];
    }
    if (node.tagName === "td" || node.tagName === "th")
      return [{ ...node, children: [{ type: "text", value: cellText(node) }] }];
    if (node.tagName === "table") return [withHead({ ...node, children })];
    return [{ ...node, children }];
  });
}

/** Markdown has one line for a cell: what stood below each other in it is parted by semicolons. */
function cellText(cell: Element): string {
  const said = (node: RootContent): string => {
    if (node.type === "text") return node.value.replace(/\s+/g, " ");
    if (node.type !== "element" || NO_TEXT.has(node.tagName)) return "";
    if (STRUCK.has(node.tagName)) return "";
    const inside = node.children.map(said).join("");
    return CELL_ENDS.has(node.tagName) ? `${inside}\n` : inside;
  };
  return cell.children
    .map(said)
    .join("")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("; ");
}

/** Markdown's tables have a head. Without one, the first row is it: it would stand below an empty one otherwise. */
function withHead(table: Element): Element {
  if (findAll(table, "th").length > 0) return table;
  const first = find({ type: "root", children: [table] }, "tr");
  for (const cell of first?.children ?? [])
    if (cell.type === "element" && cell.tagName === "td") cell.tagName = "th";
  return table;
}

/** Absolute, and of a kind that a person may open; null: no address of that kind. */
function addressOf(href: unknown, base: string | null): string | null {
  if (typeof href !== "string" || href.startsWith("#")) return null;
  try {
    const url = base === null ? new URL(href) : new URL(href, base);
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol)
      ? url.href
      : null;
  } catch {
    return null;
  }
}

function canonicalOf(tree: HtmlRoot, base: string | null): string | null {
  const link = findAll(tree, "link").find(({ properties }) =>
    [properties["rel"]].flat().includes("canonical"),
  );
  const address = addressOf(link?.properties["href"], base);
  return address?.startsWith("http") ? address : null;
}

function find(tree: HtmlRoot, tagName: string): Element | null {
  return findAll(tree, tagName)[0] ?? null;
}

function findAll(node: HtmlRoot | RootContent, tagName: string): Element[] {
  const own = node.type === "element" && node.tagName === tagName ? [node] : [];
  return "children" in node
    ? [...own, ...node.children.flatMap((child) => findAll(child, tagName))]
    : own;
}

function textOf(node: Element | null): string | null {
  const text = (node ? wordsOf(node) : "").replace(/\s+/g, " ").trim();
  return text === "" ? null : text;
}

function wordsOf(node: RootContent): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(wordsOf).join("") : "";
}
