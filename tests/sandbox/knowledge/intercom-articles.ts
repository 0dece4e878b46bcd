import { json } from "../look-alike/answer.ts";
import { startApi, type ApiServer } from "./api-server.ts";

export interface IntercomArticle {
  id: string;
  title: string;
  body: string | null;
  state?: "published" | "draft";
  updatedAt?: number;
  /** Locale → title and body. */
  translated?: Record<string, { title: string; body: string }>;
}

export interface IntercomRows extends ApiServer {
  articles: IntercomArticle[];
  internal: { id: string; title: string; body: string; ownerId?: number }[];
  macros: { id: string; name: string; text: string; html?: string }[];
  pageSize: number;
  /** It forgets where a list was, and sends its first page for ever. */
  repeats: boolean;
}

export const INTERCOM_TOKEN = "intercom-token";
const UPDATED_AT = 1_790_000_000;

/** Intercom's articles, internal articles and macros, in the shapes of the documented API (2.14). */
export async function startIntercomArticles(
  rows: Partial<IntercomRows>,
): Promise<IntercomRows> {
  const api = await startApi((url, headers) => {
    if (headers["authorization"] !== `Bearer ${INTERCOM_TOKEN}`)
      return json(401, {
        type: "error.list",
        request_id: "2e760b85",
        errors: [{ code: "unauthorized", message: "Access Token Invalid" }],
      });
    if (url.pathname === "/me")
      return json(200, {
        type: "admin",
        id: "991267715",
        name: "Sam Okoro",
        email: "sam@acme.example",
        app: { type: "app", id_code: "A86DR8YL", name: "Acme", region: "US" },
      });
    if (url.pathname === "/admins")
      return json(200, {
        type: "admin.list",
        admins: [{ type: "admin", id: "991267492", name: "Priya Nair" }],
      });
    if (url.pathname === "/articles")
      return json(
        200,
        list(
          server.articles
            .map(articleRow)
            .sort((a, b) => b.updated_at - a.updated_at),
          url,
          server,
        ),
      );
    if (url.pathname === "/internal_articles")
      return json(200, list(server.internal.map(internalRow), url, server));
    if (url.pathname === "/macros") return json(200, macroList(server, url));
    return null;
  });
  const server: IntercomRows = Object.assign(api, {
    articles: [],
    internal: [],
    macros: [],
    pageSize: 50,
    repeats: false,
    ...rows,
  });
  return server;
}

function list<Row>(
  rows: Row[],
  url: URL,
  { pageSize: size, repeats }: IntercomRows,
) {
  const page = repeats ? 1 : Number(url.searchParams.get("page") ?? 1);
  return {
    type: "list",
    pages: {
      type: "pages",
      page,
      per_page: size,
      total_pages: Math.ceil(rows.length / size),
    },
    total_count: rows.length,
    data: rows.slice((page - 1) * size, page * size),
  };
}

function articleRow({
  id,
  title,
  body,
  state,
  updatedAt,
  translated,
}: IntercomArticle) {
  const content = {
    state: state ?? "published",
    author_id: 991267492,
    created_at: 1_734_537_283,
    updated_at: updatedAt ?? UPDATED_AT,
    description: "",
  };
  return {
    id,
    type: "article",
    workspace_id: "a86dr8yl",
    parent_id: 143,
    parent_type: "collection",
    parent_ids: [143],
    tags: { type: "tag.list", tags: [] },
    title,
    body,
    url: `https://help.acme.example/en/articles/${id}`,
    default_locale: "en",
    translated_content: translated
      ? {
          type: "article_translated_content",
          fr: null,
          ...Object.fromEntries(
            Object.entries(translated).map(([locale, it]) => [
              locale,
              {
                type: "article_content",
                ...content,
                ...it,
                url: `https://help.acme.example/${locale}/articles/${id}`,
              },
            ]),
          ),
        }
      : null,
    ...content,
  };
}

function internalRow({
  id,
  title,
  body,
  ownerId,
}: IntercomRows["internal"][number]) {
  return {
    type: "internal_article",
    id,
    title,
    body,
    owner_id: ownerId ?? null,
    author_id: 991267492,
    created_at: 1_734_537_283,
    updated_at: UPDATED_AT,
    locale: "en",
  };
}

function macroList({ macros, pageSize, repeats }: IntercomRows, url: URL) {
  const after = repeats ? null : url.searchParams.get("starting_after");
  const from =
    after === null ? 0 : macros.findIndex((it) => it.id === after) + 1;
  const shown = macros.slice(from, from + pageSize);
  return {
    type: "list",
    data: shown.map(({ id, name, text, html }) => ({
      type: "macro",
      id,
      name,
      body: html ?? `<p>${text}</p>`,
      body_text: html === undefined ? text : null,
      created_at: "2025-07-21T14:44:35.000Z",
      updated_at: "2025-07-21T14:44:35.000Z",
      visible_to: "everyone",
      visible_to_team_ids: [],
      available_on: ["inbox"],
    })),
    pages: {
      type: "pages",
      per_page: pageSize,
      next:
        from + pageSize < macros.length
          ? { starting_after: shown.at(-1)?.id }
          : null,
    },
  };
}
