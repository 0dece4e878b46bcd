import * as z from "zod";
import type { Connector, Item } from "./connector.ts";
import {
  intercomOf,
  intercomOptions,
  INTERCOM_VARIABLES,
} from "./intercom-account.ts";
import { itemOfMacro } from "./macro.ts";
import { parsed } from "./parsed.ts";

const macro = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  name: z.string().nullish(),
  body: z.string().nullish(),
  body_text: z.string().nullish(),
});
const macroPage = z.object({
  data: z.array(macro),
  pages: z
    .object({
      next: z.object({ starting_after: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

const PLACEHOLDERS: Record<string, string> = {
  first_name: "customer.firstName",
  name: "customer.name",
  "user.first_name": "customer.firstName",
  "user.name": "customer.name",
  "teammate.first_name": "agent.name",
  "teammate.name": "agent.name",
  "author.first_name": "agent.name",
  "author.name": "agent.name",
};

/** Intercom's macros (saved replies) as templates. Its list of them is in the part of the API that may still change. */
export const intercomMacros: Connector = {
  name: "intercom-macros",
  usage: "[--region us|eu|au]",
  summary: "Intercom's macros as templates (HEED_INTERCOM_TOKEN)",
  options: intercomOptions,
  words: 0,
  variables: INTERCOM_VARIABLES,
  async open(request) {
    const { reader, workspace } = await intercomOf(request);
    return {
      sourceId: `intercom-macros:${workspace}`,
      settings: {},
      coverage: "complete",
      async read(cursor) {
        const after = typeof cursor === "string" ? cursor : null;
        const page = parsed(
          macroPage,
          await reader.macros(after),
          "Intercom's macros",
        );
        return {
          items: page.data.map(itemOf),
          next: page.pages?.next?.starting_after ?? null,
          total: null,
        };
      },
    };
  },
};

function itemOf({ id, name, body, body_text }: z.infer<typeof macro>): Item {
  return itemOfMacro({
    helpdesk: "intercom",
    id,
    title: name ?? id,
    body:
      typeof body_text === "string"
        ? { text: body_text }
        : { html: body ?? "" },
    audience: "public",
    placeholders: PLACEHOLDERS,
  });
}
