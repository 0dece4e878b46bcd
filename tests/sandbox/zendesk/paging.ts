/** The two ways the API pages a list: by cursor (`page[size]`) and, older, by page number. */

const LARGEST_PAGE = 100;

export interface Page<Row> {
  rows: Row[];
  /** The keys that go beside the list in the answer. */
  about: Record<string, unknown>;
}

export function pageOf<Row extends { id: number }>(
  rows: Row[],
  url: URL,
  unpaged = false,
): Page<Row> {
  if (unpaged)
    return {
      rows: rows.slice(0, LARGEST_PAGE),
      about: {
        meta: { has_more: false, after_cursor: null, before_cursor: null },
        links: { next: null, prev: null },
      },
    };
  return url.searchParams.has("page[size]") ||
    url.searchParams.has("page[after]")
    ? byCursor(rows, url)
    : byNumber(rows, url);
}

function byCursor<Row extends { id: number }>(
  rows: Row[],
  url: URL,
): Page<Row> {
  const size = sizeIn(url, "page[size]");
  const after = idOfCursor(url.searchParams.get("page[after]"));
  const start =
    after === null ? 0 : rows.findIndex((row) => row.id === after) + 1;
  const shown = rows.slice(start, start + size);
  const hasMore = start + size < rows.length;
  const last = shown.at(-1);
  const afterCursor = last ? cursorOf(last.id) : null;
  const first = shown[0];
  return {
    rows: shown,
    about: {
      meta: {
        has_more: hasMore,
        after_cursor: afterCursor,
        before_cursor: first ? cursorOf(first.id) : null,
      },
      links: {
        prev: null,
        next:
          hasMore && afterCursor
            ? linkWith(url, {
                "page[after]": afterCursor,
                "page[size]": String(size),
              })
            : null,
      },
    },
  };
}

function byNumber<Row>(rows: Row[], url: URL): Page<Row> {
  const size = sizeIn(url, "per_page");
  const number = Math.max(
    1,
    Math.trunc(Number(url.searchParams.get("page") ?? 1)) || 1,
  );
  const link = (page: number) =>
    linkWith(url, { page: String(page), per_page: String(size) });
  return {
    rows: rows.slice((number - 1) * size, number * size),
    about: {
      count: rows.length,
      next_page: number * size < rows.length ? link(number + 1) : null,
      previous_page: number > 1 ? link(number - 1) : null,
    },
  };
}

/** More than the API allows is cut down without a word, as the API does. */
function sizeIn(url: URL, name: string): number {
  const asked = Math.trunc(Number(url.searchParams.get(name) ?? LARGEST_PAGE));
  return Number.isFinite(asked) && asked >= 1
    ? Math.min(asked, LARGEST_PAGE)
    : LARGEST_PAGE;
}

function cursorOf(id: number): string {
  return Buffer.from(JSON.stringify({ o: "id", v: id })).toString("base64url");
}

function idOfCursor(cursor: string | null): number | null {
  const id = /"v":(\d+)/.exec(
    Buffer.from(cursor ?? "", "base64url").toString("utf8"),
  )?.[1];
  return id === undefined ? null : Number(id);
}

function linkWith(url: URL, parameters: Record<string, string>): string {
  const link = new URL(url);
  for (const [name, value] of Object.entries(parameters))
    link.searchParams.set(name, value);
  return link.href;
}
