import * as z from "zod";
import type { Connector, Item } from "./connector.ts";
import { itemOfMacro } from "./macro.ts";
import { parsed } from "./parsed.ts";
import {
  accountOf,
  zendeskOptions,
  ZENDESK_VARIABLES,
} from "./zendesk-account.ts";

const macro = z.object({
  id: z.number(),
  title: z.string(),
  active: z.boolean().nullish(),
  actions: z.array(z.object({ field: z.string(), value: z.unknown() })),
  restriction: z.object({ type: z.string() }).nullish(),
});
const macroPage = z.object({
  macros: z.array(macro),
  meta: z.object({ has_more: z.boolean() }).nullish(),
  links: z.object({ next: z.string().nullish() }).nullish(),
  next_page: z.string().nullish(),
});

const PLACEHOLDERS: Record<string, string> = {
  "ticket.requester.first_name": "customer.firstName",
  "ticket.requester.name": "customer.name",
  "current_user.name": "agent.name",
  "current_user.first_name": "agent.name",
  "agent.name": "agent.name",
  "ticket.title": "ticket.subject",
};

/** Zendesk's shared macros that write a reply, as templates. */
export const zendeskMacros: Connector = {
  name: "zendesk-macros",
  usage: "--subdomain NAME",
  summary:
    "Zendesk's shared macros as templates (HEED_ZENDESK_EMAIL, HEED_ZENDESK_TOKEN)",
  options: zendeskOptions,
  words: 0,
  variables: ZENDESK_VARIABLES,
  open(request) {
    const { client, subdomain } = accountOf(request);
    return Promise.resolve({
      sourceId: `zendesk-macros:${subdomain}`,
      settings: {},
      coverage: "complete",
      async read(cursor) {
        const url =
          typeof cursor === "string" ? cursor : "macros.json?page[size]=100";
        const page = parsed(
          macroPage,
          await client.get(url),
          "Zendesk's macros",
        );
        const next = page.links?.next ?? page.next_page ?? null;
        return {
          items: page.macros.map(itemOf),
          next: page.meta?.has_more === false ? null : next,
          total: null,
        };
      },
    });
  },
};

function itemOf({
  id,
  title,
  active,
  actions,
  restriction,
}: z.infer<typeof macro>): Item {
  const itemId = String(id);
  if (active === false)
    return { itemId, title, state: "left_out", because: "It is not active." };
  // One agent's own shortcut was approved by nobody.
  if (restriction?.type === "User")
    return {
      itemId,
      title,
      state: "left_out",
      because: "It is one agent's own.",
    };
  const valueOf = (field: string) =>
    actions.find((action) => action.field === field)?.value;
  const html = textIn(valueOf("comment_value_html"));
  return itemOfMacro({
    helpdesk: "zendesk",
    id: itemId,
    title,
    body: html === "" ? { text: textIn(valueOf("comment_value")) } : { html },
    audience:
      String(valueOf("comment_mode_is_public") ?? "true") === "false"
        ? "internal"
        : "public",
    placeholders: PLACEHOLDERS,
  });
}

/** `"text"`, or `["channel:all", "text"]`. */
function textIn(value: unknown): string {
  const text: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof text === "string" ? text : "";
}
