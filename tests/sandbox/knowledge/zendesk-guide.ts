import { json } from "../look-alike/answer.ts";
import { pageOf } from "../zendesk/paging.ts";
import { startApi, type ApiServer } from "./api-server.ts";

export interface GuideArticle {
  id: number;
  title: string;
  body: string | null;
  /** Locale → title and body, where they differ from the ones above. */
  translations?: Record<string, { title: string; body: string }>;
  draft?: boolean;
  sectionId?: number;
  segmentId?: number;
  updatedAt?: string;
}

export interface GuideMacro {
  id: number;
  title: string;
  text: string;
  html?: boolean;
  internal?: boolean;
  /** Only for this user. */
  personal?: boolean;
  active?: boolean;
}

export interface Guide extends ApiServer {
  articles: GuideArticle[];
  locales: string[];
  macros: GuideMacro[];
  solved: SolvedTicket[];
  pageSize: number;
  /** It forgets where a list was, and sends its second page for ever. */
  repeats: boolean;
  /** Where it says the next page is; null: here. */
  leadsTo: string | null;
}

/** A solved ticket: what the customer asked, and what an agent answered. */
export interface SolvedTicket {
  id: number;
  subject: string;
  question: string;
  reply: string;
  /** The ticket is kept from this user. */
  hidden?: boolean;
}

export const GUIDE_TOKEN = "guide-token";
export const GUIDE_EMAIL = "admin@acme.example";
export const SOLVED_AT = "2026-11-05T10:00:00Z";
const UPDATED_AT = "2026-09-01T10:00:00Z";

/** Zendesk Guide and its macros, in the shapes of the documented API; the rows can be changed while it runs. */
export async function startGuide(
  articles: GuideArticle[],
  locales = ["en-us"],
  macros: GuideMacro[] = [],
): Promise<Guide> {
  const basic = Buffer.from(`${GUIDE_EMAIL}/token:${GUIDE_TOKEN}`);
  const allowed = [
    `Basic ${basic.toString("base64")}`,
    `Bearer ${GUIDE_TOKEN}`,
  ];
  const api = await startApi((url, headers) => {
    if (!allowed.includes(String(headers["authorization"])))
      return json(401, { error: "Couldn't authenticate you" });
    const path = url.pathname.replace(/^\/api\/v2\//, "");
    // Smaller pages than it is asked for, as an API may give.
    const sized = new URL(url);
    if (sized.searchParams.has("page[size]"))
      sized.searchParams.set("page[size]", String(guide.pageSize));
    if (path === "help_center/locales.json")
      return json(200, {
        locales: guide.locales,
        default_locale: guide.locales[0],
      });
    if (path === "help_center/incremental/articles.json")
      return json(200, changedSince(guide, url));
    const one = /^help_center\/([\w-]+)\/articles\/(\d+)\.json$/.exec(path);
    if (one) {
      const [, locale = "", id] = one;
      const article = guide.articles.find((it) => it.id === Number(id));
      const shown = article && inLocale(article, locale, guide);
      return shown ? json(200, { article: shown }) : null;
    }
    const list = /^help_center\/([\w-]+)\/(articles|sections)\.json$/.exec(
      path,
    );
    if (list?.[2] === "sections")
      return json(200, {
        sections: SECTIONS,
        ...pageOf(SECTIONS, sized).about,
      });
    if (list?.[2] === "articles") {
      if (!guide.locales.includes(list[1] ?? "")) return null;
      const rows = guide.articles
        .map((article) => inLocale(article, list[1] ?? "", guide))
        .filter((row) => row !== null);
      const page = pageOf(rows, sized);
      const { links } = page.about as { links?: { next: string | null } };
      if (links?.next && guide.leadsTo)
        links.next = links.next.replace(guide.origin, guide.leadsTo);
      if (links && guide.repeats && sized.searchParams.has("page[after]"))
        links.next = sized.href;
      return json(200, { articles: page.rows, ...page.about });
    }
    if (path === "search/export.json") {
      const rows = guide.solved.map(({ id, subject }) => ({
        id,
        subject,
        status: "solved",
        requester_id: id * 10,
        result_type: "ticket",
      }));
      const page = pageOf(rows, sized);
      return json(200, { results: page.rows, facets: null, ...page.about });
    }
    if (path === "tickets/show_many.json") {
      const ids = (url.searchParams.get("ids") ?? "").split(",").map(Number);
      return json(200, {
        tickets: ids.map((id) => ({ id })),
        metric_sets: ids.map((id) => ({
          id: id + 1000,
          ticket_id: id,
          solved_at: SOLVED_AT,
        })),
      });
    }
    const commented = /^tickets\/(\d+)\/comments\.json$/.exec(path);
    if (commented) {
      const ticket = guide.solved.find(({ id }) => id === Number(commented[1]));
      if (!ticket) return null;
      return ticket.hidden
        ? json(403, { error: "Forbidden" })
        : json(200, commentsOf(ticket));
    }
    if (path === "macros.json") {
      const page = pageOf(guide.macros.map(macroRow), sized);
      const { links } = page.about as { links?: { next: string | null } };
      if (links && guide.repeats && sized.searchParams.has("page[after]"))
        links.next = sized.href;
      return json(200, { macros: page.rows, ...page.about });
    }
    return null;
  });
  const guide: Guide = Object.assign(api, {
    articles,
    locales,
    macros,
    solved: [] as SolvedTicket[],
    pageSize: 100,
    repeats: false,
    leadsTo: null,
  });
  return guide;
}

const SECTIONS = [
  { id: 11, name: "Billing", category_id: 1, locale: "en-us" },
  { id: 12, name: "Delivery", category_id: 1, locale: "en-us" },
];

function inLocale(article: GuideArticle, locale: string, guide: Guide) {
  const translated =
    locale === guide.locales[0] ? article : article.translations?.[locale];
  if (!translated) return null;
  const { id, updatedAt = UPDATED_AT, sectionId = 11 } = article;
  return {
    id,
    url: `${guide.origin}/api/v2/help_center/${locale}/articles/${id}.json`,
    html_url: `https://acme.zendesk.com/hc/${locale}/articles/${id}`,
    author_id: 235323,
    comments_disabled: false,
    draft: article.draft ?? false,
    promoted: false,
    position: 0,
    vote_sum: 3,
    vote_count: 5,
    section_id: sectionId,
    created_at: "2025-04-17T17:18:10Z",
    updated_at: updatedAt,
    name: translated.title,
    title: translated.title,
    source_locale: guide.locales[0],
    locale,
    outdated: false,
    outdated_locales: [],
    edited_at: updatedAt,
    user_segment_id: article.segmentId ?? null,
    permission_group_id: 28523398501139,
    content_tag_ids: [],
    label_names: [],
    body: translated.body,
  };
}

function changedSince(guide: Guide, url: URL) {
  const from = Number(url.searchParams.get("start_time")) * 1000;
  const changed = guide.articles.filter(
    ({ updatedAt = UPDATED_AT }) => Date.parse(updatedAt) >= from,
  );
  const newest = Math.max(
    from,
    ...changed.map(({ updatedAt = UPDATED_AT }) => Date.parse(updatedAt)),
  );
  const endTime = Math.floor(newest / 1000) + 1;
  const next = new URL(url);
  next.searchParams.set("start_time", String(endTime));
  return {
    articles: changed.map((it) => inLocale(it, guide.locales[0] ?? "", guide)),
    count: changed.length,
    end_time: endTime,
    next_page: changed.length > 0 ? next.href : null,
  };
}

function commentsOf({ id, question, reply }: SolvedTicket) {
  const comment = (nth: number, authorId: number, text: string) => ({
    id: id * 100 + nth,
    type: "Comment",
    author_id: authorId,
    body: text,
    plain_body: text,
    html_body: `<p>${text}</p>`,
    public: nth !== 2,
    created_at: `2026-11-0${nth}T10:00:00Z`,
  });
  return {
    comments: [
      comment(1, id * 10, question),
      comment(2, 5, "Internal: check the bank."),
      comment(3, 5, reply),
    ],
    users: [
      { id: id * 10, name: "Dana Ruiz", role: "end-user" },
      { id: 5, name: "Sam Okoro", role: "agent" },
    ],
    meta: { has_more: false },
    links: { next: null, prev: null },
  };
}

function macroRow(macro: GuideMacro) {
  return {
    id: macro.id,
    url: `https://acme.zendesk.com/api/v2/macros/${macro.id}.json`,
    title: macro.title,
    active: macro.active ?? true,
    position: 1,
    description: null,
    created_at: "2025-04-17T17:18:10Z",
    updated_at: UPDATED_AT,
    default: false,
    actions: [
      { field: "status", value: "pending" },
      macro.html
        ? { field: "comment_value_html", value: macro.text }
        : { field: "comment_value", value: ["channel:all", macro.text] },
      {
        field: "comment_mode_is_public",
        value: macro.internal ? "false" : "true",
      },
    ],
    restriction: macro.personal ? { type: "User", id: 235323 } : null,
    raw_title: macro.title,
  };
}
