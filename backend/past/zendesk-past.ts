import * as z from "zod";
import type { Message, Ticket } from "../../src/domain/ticket.ts";
import { HelpdeskError } from "../helpdesks/helpdesk-error.ts";
import type { ZendeskClient } from "../helpdesks/zendesk-client.ts";
import { parsed } from "../imports/parsed.ts";

const QUERY = "type:ticket status>=solved";
const PER_PAGE = 100;

const ticketPage = z.object({
  results: z.array(
    z.object({
      id: z.number(),
      subject: z.string().nullish(),
      requester_id: z.number().nullish(),
      is_public: z.boolean().nullish(),
    }),
  ),
  meta: z.object({ has_more: z.boolean() }).nullish(),
  links: z.object({ next: z.string().nullish() }).nullish(),
});
const user = z.object({ id: z.number(), name: z.string(), role: z.string() });
const commentPage = z.object({
  comments: z.array(
    z.object({
      id: z.number(),
      author_id: z.number(),
      plain_body: z.string().nullish(),
      body: z.string().nullish(),
      public: z.boolean(),
      created_at: z.string(),
    }),
  ),
  users: z.array(user).nullish(),
});

/** When tickets were solved comes beside a list of them: as a list of its own, inside each, or both. */
const solvedTimes = z.object({
  metric_sets: z
    .array(z.object({ ticket_id: z.number(), solved_at: z.string().nullish() }))
    .catch([]),
  tickets: z
    .array(
      z.object({
        id: z.number(),
        metric_set: z.object({ solved_at: z.string().nullish() }).nullish(),
      }),
    )
    .catch([]),
});

export interface SolvedTicket {
  ticket: Ticket;
  /** ISO 8601; null: Zendesk does not say. */
  solvedAt: string | null;
}

/** The newest solved tickets of one account with their public messages, unredacted. At most `last`. */
export async function* solvedTickets(
  client: ZendeskClient,
  subdomain: string,
  last: number,
): AsyncGenerator<SolvedTicket> {
  let url: string | null =
    `search/export.json?query=${encodeURIComponent(QUERY)}&filter[type]=ticket&page[size]=${PER_PAGE}`;
  const pages = new Set<string>();
  let count = 0;
  while (url !== null && !pages.has(url) && count < last) {
    pages.add(url);
    const page: z.infer<typeof ticketPage> = parsed(
      ticketPage,
      await client.get(url),
      "Zendesk's solved tickets",
    );
    const times = await timesOf(
      client,
      page.results.slice(0, last - count).map(({ id }) => id),
    );
    for (const found of page.results) {
      if (count >= last) return;
      const ticket = await withMessages(client, subdomain, found);
      if (!ticket) continue;
      count += 1;
      yield { ticket, solvedAt: times.get(found.id) ?? null };
    }
    url = page.meta?.has_more === false ? null : (page.links?.next ?? null);
  }
}

/** One call for a page of tickets. Without an answer they go without a date: nothing else hangs on it. */
async function timesOf(
  client: ZendeskClient,
  ids: number[],
): Promise<Map<number, string>> {
  const times = new Map<number, string>();
  if (ids.length === 0) return times;
  const body = await client
    .get(`tickets/show_many.json?ids=${ids.join(",")}&include=metric_sets`)
    .catch((error: unknown) => {
      if (isKeptFromUs(error)) return null;
      throw error;
    });
  const { data } = solvedTimes.safeParse(body);
  const note = (id: number, solvedAt: string | null | undefined) => {
    const at = Date.parse(solvedAt ?? "");
    if (!Number.isNaN(at)) times.set(id, new Date(at).toISOString());
  };
  for (const { id, metric_set } of data?.tickets ?? [])
    note(id, metric_set?.solved_at);
  for (const { ticket_id, solved_at } of data?.metric_sets ?? [])
    note(ticket_id, solved_at);
  return times;
}

/** Deleted since, or not for this user. */
function isKeptFromUs(error: unknown): boolean {
  return (
    error instanceof HelpdeskError &&
    (error.kind === "not_found" || error.kind === "forbidden")
  );
}

async function withMessages(
  client: ZendeskClient,
  subdomain: string,
  found: z.infer<typeof ticketPage>["results"][number],
): Promise<Ticket | null> {
  const body = await client
    .get(`tickets/${found.id}/comments.json?page[size]=100&include=users`)
    .catch((error: unknown) => {
      // It teaches nothing.
      if (isKeptFromUs(error)) return null;
      throw error;
    });
  if (body === null) return null;
  const page = parsed(commentPage, body, "Zendesk's comments");
  const users = new Map((page.users ?? []).map((it) => [it.id, it]));
  const messages = page.comments
    .filter((comment) => comment.public)
    .map((comment): Message => ({
      messageId: String(comment.id),
      // Who is not told to be of the team is a customer: nothing a customer wrote becomes a reply of ours.
      role:
        comment.author_id !== found.requester_id &&
        ["agent", "admin"].includes(users.get(comment.author_id)?.role ?? "")
          ? "agent"
          : "customer",
      visibility: "public",
      authorId: String(comment.author_id),
      authorName: users.get(comment.author_id)?.name ?? "",
      at: new Date(comment.created_at).toISOString(),
      text: comment.plain_body ?? comment.body ?? "",
      attachments: [],
    }));
  const requester = users.get(found.requester_id ?? -1);
  return {
    helpdesk: "zendesk",
    accountKey: subdomain,
    ticketId: String(found.id),
    subject: found.subject ?? null,
    channel: null,
    status: "solved",
    tags: [],
    requester: requester
      ? { customerId: String(requester.id), name: requester.name, email: null }
      : null,
    fields: [],
    messages: messages.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    completeness: "full",
    missing: [],
  };
}
