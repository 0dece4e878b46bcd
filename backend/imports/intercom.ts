import * as z from "zod";
import type { IntercomReader } from "../helpdesks/intercom-reader.ts";
import { itemOfArticle } from "./article.ts";
import {
  ImportError,
  type Connector,
  type Item,
  type Page,
} from "./connector.ts";
import type { DocumentDefaults } from "./document-defaults.ts";
import {
  intercomOf,
  intercomOptions,
  INTERCOM_VARIABLES,
} from "./intercom-account.ts";
import { parsed } from "./parsed.ts";

const id = z.union([z.string(), z.number()]).transform(String);
const content = z.object({
  title: z.string().nullish(),
  body: z.string().nullish(),
  state: z.string().nullish(),
  updated_at: z.number().nullish(),
  url: z.string().nullish(),
});
type Content = z.infer<typeof content>;
const article = content.extend({
  id,
  default_locale: z.string().nullish(),
  /** Locale → content, beside a `type`. */
  translated_content: z.record(z.string(), z.unknown()).nullish(),
});
const internalArticle = content.extend({
  id,
  locale: z.string().nullish(),
  owner_id: id.nullish(),
});
const listOf = <T>(row: z.ZodType<T>) =>
  z.object({
    data: z.array(row),
    pages: z.object({ total_pages: z.number().nullish() }).nullish(),
    total_count: z.number().nullish(),
  });
const articleList = listOf(article);
const internalList = listOf(internalArticle);
const adminList = z.object({
  admins: z.array(z.object({ id, name: z.string().nullish() })),
});

/** Where the next page begins. */
const cursorSchema = z.object({
  list: z.enum(["articles", "internal"]),
  page: z.number(),
  /** As the first page said. Another number later means that the pages have shifted. */
  total: z.number().nullable(),
  /** Newest change when the list was begun, in seconds. */
  newest: z.number(),
  /** How often the list was begun again. */
  begun: z.number(),
  /** All pages are read; what changed meanwhile has moved to the front, and is fetched there. */
  catchingUp: z.boolean(),
});
type Cursor = z.infer<typeof cursorSchema>;
const START: Cursor = {
  ...{ list: "articles", page: 1, total: null },
  ...{ newest: 0, begun: 1, catchingUp: false },
};
const TIMES_BEGUN = 3;

/** Intercom: published articles in every language, and internal articles. */
export const intercom: Connector = {
  name: "intercom",
  usage: "[--region us|eu|au]",
  summary: "Intercom's articles and internal articles (HEED_INTERCOM_TOKEN)",
  options: intercomOptions,
  words: 0,
  variables: INTERCOM_VARIABLES,
  async open(request) {
    const { defaults } = request;
    const { reader, workspace } = await intercomOf(request);
    const sourceId = `intercom:${workspace}`;
    const admins = parsed(
      adminList,
      await reader.admins(),
      "Intercom's admins",
    );
    const names = new Map(
      admins.admins.map((admin) => [admin.id, admin.name ?? null]),
    );
    return {
      sourceId,
      settings: { defaults },
      coverage: "complete",
      read(cursor) {
        const at = cursor === null ? START : cursorSchema.parse(cursor);
        return at.list === "articles"
          ? readArticles(reader, at, (one) => itemsOf(one, sourceId, defaults))
          : readInternal(reader, at, (one) =>
              internalItem(one, sourceId, names, defaults),
            );
      },
    };
  },
};

/** Newest change first, so an article that is edited meanwhile moves to the front, and others one place back. */
async function readArticles(
  reader: IntercomReader,
  at: Cursor,
  toItems: (one: z.infer<typeof article>) => Item[],
): Promise<Page> {
  const list = parsed(
    articleList,
    await reader.articles(at.page),
    "Intercom's articles",
  );
  const changed = list.data.map((one) => one.updated_at ?? 0);
  const total = list.total_count ?? null;
  const newest =
    at.page === 1 && !at.catchingUp ? Math.max(0, ...changed) : at.newest;
  const next = { ...at, page: at.page + 1, total, newest };
  const isLast =
    list.data.length === 0 || at.page >= (list.pages?.total_pages ?? 1);
  const items = list.data.flatMap(toItems);
  const internal: Cursor = { ...START, list: "internal" };
  if (at.page > 1 && total !== at.total)
    return { items: [], next: begunAgain(at), total, startsOver: true };
  if (at.catchingUp) {
    const allNew = changed.every((time) => time > at.newest);
    return {
      items,
      next: allNew && !isLast ? next : internal,
      total,
      rereads: true,
    };
  }
  return {
    items,
    next: isLast ? { ...next, page: 1, catchingUp: true } : next,
    total,
  };
}

/** Articles came or went: one may have slipped from a page that was still to be read to one that had been. */
function begunAgain(at: Cursor): Cursor {
  if (at.begun >= TIMES_BEGUN)
    throw new ImportError(
      "Intercom's articles changed while they were read, three times over. Nothing of this import is visible; run the command again when nobody edits.",
    );
  return { ...START, list: at.list, begun: at.begun + 1 };
}

async function readInternal(
  reader: IntercomReader,
  at: Cursor,
  toItem: (one: z.infer<typeof internalArticle>) => Item,
): Promise<Page> {
  const list = parsed(
    internalList,
    await reader.internalArticles(at.page),
    "Intercom's internal articles",
  );
  const total = list.total_count ?? null;
  const items = list.data.map(toItem);
  if (at.page > 1 && total !== at.total)
    return { items: [], next: begunAgain(at), total, startsOver: true };
  const isLast =
    list.data.length === 0 || at.page >= (list.pages?.total_pages ?? 1);
  return {
    items,
    next: isLast ? null : { ...at, page: at.page + 1, total },
    total,
  };
}

/** One item per language. */
function itemsOf(
  one: z.infer<typeof article>,
  sourceId: string,
  defaults: DocumentDefaults,
): Item[] {
  const translations = Object.entries(one.translated_content ?? {}).flatMap(
    ([locale, value]): [string, Content][] => {
      const translated = content.safeParse(value);
      return translated.success ? [[locale, translated.data]] : [];
    },
  );
  const versions: [string | null, Content][] =
    translations.length > 0
      ? translations
      : [[one.default_locale ?? null, one]];
  return versions.map(([locale, version]) => {
    const itemId = `${one.id}:${locale ?? "default"}`;
    if (version.state !== "published")
      return {
        itemId,
        title: version.title ?? itemId,
        state: "left_out",
        because: "It is not published.",
      };
    return itemOfArticle(
      {
        sourceId,
        itemId,
        title: version.title ?? null,
        html: version.body ?? null,
        url: version.url ?? null,
        editedAt: timeOf(version.updated_at),
        labels: { audience: defaults.audience ?? "public", locale },
      },
      defaults,
    );
  });
}

/** Internal articles have an owner, which no other list of a helpdesk has. */
function internalItem(
  one: z.infer<typeof internalArticle>,
  sourceId: string,
  names: ReadonlyMap<string, string | null>,
  defaults: DocumentDefaults,
): Item {
  return itemOfArticle(
    {
      sourceId,
      itemId: `internal-${one.id}`,
      title: one.title ?? null,
      html: one.body ?? null,
      url: null,
      editedAt: timeOf(one.updated_at),
      labels: {
        audience: "internal",
        locale: one.locale ?? null,
        owner: names.get(one.owner_id ?? "") ?? null,
      },
    },
    defaults,
  );
}

function timeOf(seconds: number | null | undefined): string | null {
  return seconds ? new Date(seconds * 1000).toISOString() : null;
}
