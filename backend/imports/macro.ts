import { readHtml } from "../knowledge/html-to-markdown.ts";
import { blocksOf } from "../knowledge/markdown-blocks.ts";
import type { Item } from "./connector.ts";
import { IMPORTED_TEMPLATE } from "./candidate.ts";

export interface Macro {
  helpdesk: "zendesk" | "intercom";
  id: string;
  title: string;
  text: string;
  audience: "public" | "internal";
  /** The helpdesk's placeholder → Heed's. What is not here, nothing would fill. */
  placeholders: Record<string, string>;
}

/** `{{ticket.requester.first_name}}`, `{{first_name | fallback: "there"}}` */
const PLACEHOLDER = /\{\{\s*([^{}|]*?)\s*(?:\|[^{}]*)?\}\}/g;
const LOGIC = /\{%[\s\S]*?%\}/;

/** A shared macro is a text that its helpdesk's admins approved: a template, for no intent until somebody says for which. */
export function itemOfMacro(macro: Macro): Item {
  const { helpdesk, id, title, audience, placeholders } = macro;
  const leaveOut = (because: string): Item => ({
    itemId: id,
    title,
    state: "left_out",
    because,
  });
  if (LOGIC.test(macro.text))
    return leaveOut(
      "It decides by {% … %} what it says, which a template cannot.",
    );
  let unknown: string | null = null;
  const text = macro.text
    .replace(PLACEHOLDER, (whole, name: string) => {
      const known = placeholders[name];
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

/** A reply's HTML as the text that is sent: paragraphs, and lists with dashes. */
export function textOfHtml(html: string): string {
  return blocksOf(readHtml(html, null)?.markdown ?? "")
    .map(({ kind, lines }) =>
      lines
        .map(({ text }) => (kind === "list" ? `- ${text}` : text))
        .join("\n"),
    )
    .join("\n\n");
}
