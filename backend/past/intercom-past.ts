import * as z from "zod";
import type { Ticket } from "../../src/domain/ticket.ts";
import { HelpdeskError } from "../helpdesks/helpdesk-error.ts";
import type { IntercomReader } from "../helpdesks/intercom-reader.ts";
import { parseConversation } from "../helpdesks/intercom/parse-conversation.ts";
import { parsed } from "../imports/parsed.ts";

const DAY_S = 24 * 60 * 60;
/** The documentation gives a search no order, so the newest are looked for in longer and longer stretches of time. */
const WITHIN_DAYS = [1, 7, 30, 120, 500];

const found = z.object({
  conversations: z.array(
    z.object({
      id: z.union([z.string(), z.number()]).transform(String),
      updated_at: z.number().nullish(),
    }),
  ),
  total_count: z.number().nullish(),
  pages: z
    .object({
      next: z.object({ starting_after: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
type Found = z.infer<typeof found>["conversations"];

/** The newest closed conversations of one workspace with their public messages, unredacted. At most `last`. */
export async function* closedConversations(
  reader: IntercomReader,
  workspace: string,
  last: number,
  now: Date,
): AsyncGenerator<Ticket> {
  const closed = await newestClosed(reader, last, now);
  for (const { id } of closed) {
    const ticket = await withMessages(reader, workspace, id);
    if (ticket) yield ticket;
  }
}

async function newestClosed(
  reader: IntercomReader,
  last: number,
  now: Date,
): Promise<Found> {
  const ever = 0;
  const beginnings = WITHIN_DAYS.map(
    (days) => Math.floor(now.getTime() / 1000) - days * DAY_S,
  );
  for (const since of [...beginnings, ever]) {
    const first = await pageOf(reader, since, null);
    if (since !== ever && (first.total_count ?? 0) < last) continue;
    const all = new Map(first.conversations.map((one) => [one.id, one]));
    const cursors = new Set<string>();
    let after = first.pages?.next?.starting_after ?? null;
    while (after !== null && !cursors.has(after)) {
      cursors.add(after);
      const page = await pageOf(reader, since, after);
      for (const one of page.conversations) all.set(one.id, one);
      after = page.pages?.next?.starting_after ?? null;
    }
    return [...all.values()]
      .toSorted((a, b) => (b.updated_at ?? 0) - (a.updated_at ?? 0))
      .slice(0, last);
  }
  return [];
}

async function pageOf(
  reader: IntercomReader,
  since: number,
  after: string | null,
): Promise<z.infer<typeof found>> {
  return parsed(
    found,
    await reader.closedConversations(since, after),
    "Intercom's closed conversations",
  );
}

async function withMessages(
  reader: IntercomReader,
  workspace: string,
  id: string,
): Promise<Ticket | null> {
  const body = await reader.conversation(id).catch((error: unknown) => {
    // Deleted since: it teaches nothing.
    if (error instanceof HelpdeskError && error.kind === "not_found")
      return null;
    throw error;
  });
  if (body === null) return null;
  const conversation = parseConversation(body, workspace);
  if (!conversation)
    throw new HelpdeskError(
      "unexpected",
      `Intercom's conversation ${id} came in an unknown shape. Nothing of it was taken.`,
    );
  const { ticket } = conversation;
  return {
    ...ticket,
    status: "solved",
    messages: ticket.messages.filter(
      ({ visibility }) => visibility === "public",
    ),
  };
}
