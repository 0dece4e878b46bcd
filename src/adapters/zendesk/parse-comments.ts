import * as z from "zod";
import { MAX_MESSAGE_CHARACTERS } from "../../domain/ticket.ts";
import type { Message, MessageRole } from "../../domain/ticket.ts";
import type { GetAnswer } from "../../messaging/page-protocol.ts";
import {
  id,
  ok,
  parseBody,
  users,
  type Parsed,
  type User,
} from "./parse-body.ts";
import { normaliseText } from "../plain-text.ts";

const commentsBody = z.object({
  comments: z.array(
    z.object({
      id,
      author_id: id,
      plain_body: z.string().nullish(),
      body: z.string().nullish(),
      public: z.boolean().nullish(),
      created_at: z.string(),
      attachments: z
        .array(
          z.object({
            file_name: z.string().catch(""),
            content_type: z.string().nullish(),
            deleted: z.boolean().catch(false),
          }),
        )
        .catch([]),
    }),
  ),
  users,
  meta: z
    .object({
      has_more: z.boolean().catch(false),
      after_cursor: z.string().nullish(),
    })
    .nullish(),
});
type Comment = z.infer<typeof commentsBody>["comments"][number];

export interface CommentPage {
  messages: Message[];
  missing: string[];
  nextCursor: string | null;
}

/** One page of comments. `users` gathers the sideloaded people of all pages read so far. */
export function parseComments(
  answer: GetAnswer,
  requesterId: string | null,
  users: Map<string, User>,
): Parsed<CommentPage> {
  const body = parseBody(answer, commentsBody);
  if (!body.ok) return body;
  const { comments, meta } = body.value;
  for (const one of body.value.users) users.set(one.id, one);
  const missing = new Set<string>();
  const messages = comments.flatMap((comment) =>
    messageFrom(comment, requesterId, users, missing),
  );
  return ok({
    messages,
    missing: [...missing],
    nextCursor: meta?.has_more ? (meta.after_cursor ?? null) : null,
  });
}

function messageFrom(
  comment: Comment,
  requesterId: string | null,
  users: Map<string, User>,
  missing: Set<string>,
): Message[] {
  const at = Date.parse(comment.created_at);
  if (Number.isNaN(at)) {
    missing.add("a message without a time");
    return [];
  }
  const author = users.get(comment.author_id);
  const text = textOf(comment);
  if (text.length > MAX_MESSAGE_CHARACTERS)
    missing.add("the end of a very long message");
  if (!author && comment.author_id !== requesterId)
    missing.add("author of a message");
  return [
    {
      messageId: comment.id,
      role: roleOf(comment.author_id, author, requesterId),
      // Anything but a clear yes counts as not public.
      visibility:
        comment.public === true
          ? "public"
          : comment.public === false
            ? "internal"
            : "unknown",
      authorId: comment.author_id,
      authorName: (author?.name ?? "").slice(0, 500),
      at: new Date(at).toISOString(),
      text: text.slice(0, MAX_MESSAGE_CHARACTERS),
      attachments: comment.attachments
        .filter(({ deleted }) => !deleted)
        .map(({ file_name, content_type }) => ({
          name: file_name,
          contentType: content_type ?? null,
        })),
    },
  ];
}

/**
 * An author whose role is unknown is neither: as "customer" their words would be answered, as "agent" they would
 * count as a reply. The system user (-1) is a bot by nature.
 */
function roleOf(
  authorId: string,
  author: User | undefined,
  requesterId: string | null,
): MessageRole {
  if (authorId === requesterId) return "customer";
  if (authorId === "-1") return "bot";
  if (author?.role === "end-user") return "customer";
  return author?.role === "agent" || author?.role === "admin" ? "agent" : "bot";
}

/** Zendesk leaves `&nbsp;` in what it calls plain. */
function textOf({ plain_body, body }: Comment): string {
  return normaliseText((plain_body ?? body ?? "").replaceAll("&nbsp;", " "));
}
