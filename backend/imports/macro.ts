import { readHtml, withoutPictures } from "../knowledge/html-to-markdown.ts";
import { blocksOf } from "../knowledge/markdown-blocks.ts";
import { MAX_HTML_BYTES, MAX_TEXT_BYTES, tooLong } from "./article.ts";
import type { Item } from "./connector.ts";
import { IMPORTED_TEMPLATE } from "./candidate.ts";

export interface Macro {
  helpdesk: "zendesk" | "intercom";
  id: string;
  title: string;
  body: { text: string } | { html: string };
  audience: "public" | "internal";
  /** The helpdesk's placeholder → Heed's. What is not here, nothing would fill. */
  placeholders: Record<string, string>;
}

/** `{{ticket.requester.first_name}}`, `{{first_name | fallback: "there"}}` */
const PLACEHOLDER = /\{\{([^{}|]*)(?:\|[^{}]*)?\}\}/g;

/** A shared macro is a text that its helpdesk's admins approved: a template, for no intent until somebody says for which. */
export function itemOfMacro(macro: Macro): Item {
  const { helpdesk, id, title, audience, placeholders } = macro;
  const leaveOut = (because: string): Item => ({
    itemId: id,
    title,
    state: "left_out",
    because,
  });
  const plain = plainText(macro.body);
  if (plain === null)
    return leaveOut("Its HTML is nested too deep to be read.");
  if (Buffer.byteLength(plain) > MAX_TEXT_BYTES)
    return leaveOut(tooLong(plain));
  const logic = plain.indexOf("{%");
  if (logic >= 0 && plain.includes("%}", logic))
    return leaveOut(
      "It decides by {% … %} what it says, which a template cannot.",
    );
  let unknown: string | null = null;
  const text = plain
    .replace(PLACEHOLDER, (whole, inside: string) => {
      const name = inside.trim();
      const known = Object.hasOwn(placeholders, name)
        ? placeholders[name]
        : undefined;
      if (known === undefined) unknown ??= whole;
      return known === undefined ? whole : `{{${known}}}`;
    })
    .trim();
  if (unknown !== null)
    return leaveOut(`It holds ${String(unknown)}, which nothing here fills.`);
  if (text === "") return leaveOut("It has no text for a reply.");
  return {
    itemId: id,
    title,
    state: "content",
    content: {
      kind: "template",
      template: {
        templateId: `${IMPORTED_TEMPLATE}${helpdesk}-${id}`,
        intents: [],
        audience,
        approvedBy: `${helpdesk === "zendesk" ? "Zendesk macro" : "Intercom macro"} "${title}"`,
        text,
      },
    },
  };
}

/** The text that is sent: of HTML its paragraphs, and lists with dashes. null: nested too deep. */
function plainText(body: Macro["body"]): string | null {
  if ("text" in body) return body.text;
  const html = withoutPictures(body.html);
  // What is too long to be parsed is too long as it is.
  if (Buffer.byteLength(html) > MAX_HTML_BYTES) return html;
  const page = readHtml(html, null);
  if (!page) return null;
  return blocksOf(page.markdown)
    .map(({ kind, lines }) =>
      lines
        .map(({ text }) => (kind === "list" ? `- ${text}` : text))
        .join("\n"),
    )
    .join("\n\n");
}
