import { readHtml, withoutPictures } from "../knowledge/html-to-markdown.ts";
import type { Item } from "./connector.ts";
import { withDefaults, type DocumentDefaults } from "./document-defaults.ts";
import type { KnowledgeDocument } from "../../src/domain/policy-pack.ts";

/** As much as a file of a pack may hold; longer ones are books, and a book is no answer. */
export const MAX_TEXT_BYTES = 1_000_000;
/** Markup around a text of that length, generously. Reading more would hold up everybody else for seconds. */
export const MAX_HTML_BYTES = 2_000_000;

export interface Article {
  sourceId: string;
  itemId: string;
  title: string | null;
  html: string | null;
  /** Where relative links lead from. */
  url: string | null;
  editedAt: string | null;
  labels: Partial<KnowledgeDocument>;
}

/** An article of a helpdesk, or a page, as an item: with its text, or with the reason why it has none. */
export function itemOfArticle(
  article: Article,
  defaults: DocumentDefaults,
): Item {
  const { itemId, html } = article;
  const named = article.title?.trim() ?? "";
  const leaveOut = (because: string): Item => ({
    itemId,
    title: named || itemId,
    state: "left_out",
    because,
  });
  const lean = withoutPictures(html ?? "");
  if (Buffer.byteLength(lean) > MAX_HTML_BYTES)
    return leaveOut(`${tooLong(lean)} Split it into articles.`);
  const page = readHtml(lean, article.url);
  if (!page) return leaveOut("Its HTML is nested too deep to be read.");
  const title = named || page.title;
  if (page.markdown === "") return leaveOut("It has no text.");
  if (!title) return leaveOut("It has no title.");
  return itemOfText(article, title, page.markdown, defaults);
}

/** The same for a text that is Markdown already. */
export function itemOfText(
  { sourceId, itemId, url, editedAt, labels }: Omit<Article, "title" | "html">,
  title: string,
  markdown: string,
  defaults: DocumentDefaults,
): Item {
  if (Buffer.byteLength(markdown) > MAX_TEXT_BYTES)
    return {
      itemId,
      title,
      state: "left_out",
      because: `${tooLong(markdown)} Split it into articles.`,
    };
  const document = withDefaults(
    {
      sourceUrl: url,
      ...labels,
      documentId: `${sourceId}:${itemId}`,
      title,
      body: markdown,
    },
    defaults,
    editedAt,
  );
  return {
    itemId,
    title,
    state: "content",
    content: { kind: "document", document },
  };
}

export function tooLong(text: string): string {
  const megabytes = (Buffer.byteLength(text) / 1_000_000).toFixed(1);
  return `It holds ${megabytes} MB of text, more than 1 MB.`;
}
