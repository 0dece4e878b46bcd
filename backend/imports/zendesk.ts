import * as z from "zod";
import { HelpdeskError } from "../helpdesks/helpdesk-error.ts";
import type { ZendeskClient } from "../helpdesks/zendesk-client.ts";
import { itemOfArticle } from "./article.ts";
import { ImportError, type Connector, type Item } from "./connector.ts";
import type { DocumentDefaults } from "./document-defaults.ts";
import { parsed } from "./parsed.ts";
import {
  accountOf,
  zendeskOptions,
  ZENDESK_VARIABLES,
} from "./zendesk-account.ts";

const ARTICLES_PER_PAGE = 100;

const article = z.object({
  id: z.number(),
  title: z.string().nullish(),
  name: z.string().nullish(),
  body: z.string().nullish(),
  html_url: z.string().nullish(),
  locale: z.string(),
  draft: z.boolean().nullish(),
  section_id: z.number().nullish(),
  edited_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  user_segment_id: z.number().nullish(),
  user_segment_ids: z.array(z.number()).nullish(),
});
type Article = z.infer<typeof article>;

const articlePage = z.object({
  articles: z.array(article),
  meta: z.object({ has_more: z.boolean() }).nullish(),
  links: z.object({ next: z.string().nullish() }).nullish(),
  next_page: z.string().nullish(),
  count: z.number().nullish(),
});
const localeList = z.object({ locales: z.array(z.string()).min(1) });
const sectionPage = z.object({
  sections: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      category_id: z.number().nullish(),
    }),
  ),
  links: z.object({ next: z.string().nullish() }).nullish(),
  next_page: z.string().nullish(),
});

/** Zendesk Guide: the articles of every locale, or of those named. Drafts stay out. */
export const zendesk: Connector = {
  name: "zendesk",
  usage:
    "--subdomain NAME [--locales en-us,de] [--sections ID,ID] [--product-from section] [--changes]",
  summary:
    "the articles of Zendesk Guide (HEED_ZENDESK_EMAIL, HEED_ZENDESK_TOKEN)",
  options: {
    ...zendeskOptions,
    locales: { type: "string" },
    sections: { type: "string" },
    "product-from": { type: "string" },
    changes: { type: "boolean" },
  },
  words: 0,
  variables: ZENDESK_VARIABLES,
  async open(request) {
    const { options, defaults, readUpTo } = request;
    const { client, subdomain } = accountOf(request);
    const sourceId = `zendesk:${subdomain}`;
    const locales =
      listOf(options["locales"]) ??
      parsed(
        localeList,
        await client.get("help_center/locales.json"),
        "Zendesk's locales",
      ).locales;
    const sections = await sectionsOf(client, locales, options);
    const toItem = (one: Article): Item | null =>
      sections.wanted && !sections.wanted.has(String(one.section_id ?? ""))
        ? null
        : itemOf(
            one,
            sourceId,
            sections.names.get(one.section_id ?? -1) ?? null,
            defaults,
          );
    const since = options["changes"] === true ? await readUpTo(sourceId) : null;
    if (options["changes"] === true && !since)
      throw new ImportError(
        "--changes reads what changed since the last import, and there is none yet. Leave it out this time.",
      );
    return {
      sourceId,
      settings: {
        locales,
        sections: [...(sections.wanted ?? [])],
        productFrom: options["product-from"] ?? null,
        defaults,
        since: since?.toISOString() ?? null,
      },
      coverage: since ? "changes" : "complete",
      read: since
        ? (cursor) => readChanges(client, cursor, since, locales, toItem)
        : (cursor) => readLocale(client, cursor, locales, toItem),
    };
  },
};

const localeCursor = z.object({ locale: z.string(), url: z.string() });

/** One locale after the other, each by Zendesk's own cursor. */
async function readLocale(
  client: ZendeskClient,
  cursor: unknown,
  locales: string[],
  toItem: (one: Article) => Item | null,
) {
  const at = cursor === null ? null : localeCursor.parse(cursor);
  const locale = at?.locale ?? locales[0] ?? "";
  const url = at?.url || firstPage(locale);
  const page = parsed(articlePage, await client.get(url), "Zendesk's articles");
  const next = page.links?.next ?? page.next_page ?? null;
  const isLast = next === null || page.meta?.has_more === false;
  const following = locales[locales.indexOf(locale) + 1];
  return {
    items: page.articles.flatMap((one) => toItem(one) ?? []),
    next: !isLast
      ? { locale, url: next }
      : following === undefined
        ? null
        : { locale: following, url: firstPage(following) },
    total: locales.length === 1 ? (page.count ?? null) : null,
  };
}

function firstPage(locale: string): string {
  return `help_center/${encodeURIComponent(locale)}/articles.json?page[size]=${ARTICLES_PER_PAGE}`;
}

/**
 * The incremental list names articles that changed, in one locale each, so each is read in every locale. It does not
 * name those that were deleted: only a complete import finds that out.
 */
async function readChanges(
  client: ZendeskClient,
  cursor: unknown,
  since: Date,
  locales: string[],
  toItem: (one: Article) => Item | null,
) {
  const from = Math.floor(since.getTime() / 1000);
  const url =
    typeof cursor === "string"
      ? cursor
      : `help_center/incremental/articles.json?start_time=${from}`;
  const page = parsed(
    articlePage,
    await client.get(url),
    "Zendesk's changed articles",
  );
  const items: Item[] = [];
  for (const id of new Set(page.articles.map((one) => one.id)))
    for (const locale of locales) {
      const one = await readOne(client, id, locale);
      if (one) items.push(toItem(one) ?? gone(id, locale));
      else items.push(gone(id, locale));
    }
  return {
    items,
    next: page.articles.length === 0 ? null : (page.next_page ?? null),
    total: null,
  };
}

async function readOne(client: ZendeskClient, id: number, locale: string) {
  try {
    const body = await client.get(
      `help_center/${encodeURIComponent(locale)}/articles/${id}.json`,
    );
    return parsed(z.object({ article }), body, "Zendesk's article").article;
  } catch (error) {
    // Not translated into this locale.
    if (error instanceof HelpdeskError && error.kind === "not_found")
      return null;
    throw error;
  }
}

function gone(id: number, locale: string): Item {
  return { itemId: `${id}:${locale}`, title: String(id), state: "gone" };
}

function itemOf(
  one: Article,
  sourceId: string,
  section: string | null,
  defaults: DocumentDefaults,
): Item {
  const itemId = `${one.id}:${one.locale}`;
  const title = one.title ?? one.name ?? null;
  if (one.draft)
    return {
      itemId,
      title: title ?? itemId,
      state: "left_out",
      because: "It is a draft.",
    };
  // A segment may be all who sign in or three colleagues: who is in it is unknown here, and unknown counts as internal.
  const isForEveryone =
    (one.user_segment_id ?? null) === null &&
    (one.user_segment_ids ?? []).length === 0;
  return itemOfArticle(
    {
      sourceId,
      itemId,
      title,
      html: one.body ?? null,
      url: one.html_url ?? null,
      editedAt: utc(one.edited_at ?? one.updated_at ?? null),
      labels: {
        audience: isForEveryone ? (defaults.audience ?? "public") : "internal",
        locale: one.locale,
        product: section,
      },
    },
    defaults,
  );
}

async function sectionsOf(
  client: ZendeskClient,
  locales: string[],
  options: Record<string, string | boolean | undefined>,
): Promise<{ wanted: Set<string> | null; names: Map<number, string> }> {
  const from = options["product-from"];
  if (from !== undefined && from !== "section")
    throw new ImportError(
      `--product-from takes "section", not "${String(from)}".`,
    );
  const asked = listOf(options["sections"]);
  const names = new Map<number, string>();
  if (!asked && from === undefined) return { wanted: null, names };
  const known = new Set<string>();
  let url: string | null =
    `help_center/${encodeURIComponent(locales[0] ?? "")}/sections.json?page[size]=100`;
  const seen = new Set<string>();
  while (url !== null && !seen.has(url)) {
    seen.add(url);
    const page: z.infer<typeof sectionPage> = parsed(
      sectionPage,
      await client.get(url),
      "Zendesk's sections",
    );
    for (const { id, name } of page.sections) {
      known.add(String(id));
      if (from === "section") names.set(id, name);
    }
    url = page.links?.next ?? page.next_page ?? null;
  }
  const unknown = asked?.find((id) => !known.has(id));
  if (unknown !== undefined)
    throw new ImportError(
      `Zendesk has no section ${unknown}. The number stands in the section's address, after /sections/.`,
    );
  return { wanted: asked && new Set(asked), names };
}

function listOf(option: unknown): string[] | null {
  if (typeof option !== "string") return null;
  const list = option
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  return list.length > 0 ? list : null;
}

function utc(time: string | null): string | null {
  const ms = time === null ? NaN : Date.parse(time);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
