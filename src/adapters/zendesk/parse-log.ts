import * as z from "zod";
import { MAX_MESSAGE_CHARACTERS } from "../../domain/ticket.ts";
import type { Message, MessageRole } from "../../domain/ticket.ts";
import type { GetAnswer } from "../../messaging/page-protocol.ts";
import { normaliseText } from "../plain-text.ts";
import { id, ok, parseBody, type Parsed } from "./parse-body.ts";

/**
 * The conversation log holds what the comments do not: the lines of a messaging or chat ticket. Its comments are
 * HTML there, so their text comes from the list of comments, and here they are only counted.
 */
const event = z.object({
  id: z.string().max(200),
  type: z.string(),
  reference: z.string().nullish(),
  created_at: z.string(),
  author: z
    .object({
      type: z.string().catch(""),
      display_name: z.string().catch(""),
      "zen:support:user_id": id.nullish(),
    })
    .nullish(),
  content: z
    .object({ type: z.string().catch(""), text: z.string().nullish() })
    .nullish(),
  attachments: z
    .array(
      z.object({
        file_name: z.string().catch(""),
        content_type: z.string().nullish(),
      }),
    )
    .catch([]),
});
const logBody = z.object({
  events: z.array(z.unknown()),
  meta: z
    .object({
      has_more: z.boolean().catch(false),
      after_cursor: z.string().nullish(),
    })
    .nullish(),
});
type LogEvent = z.infer<typeof event>;

export interface LogPage {
  messages: Message[];
  /** Ids of the comments among the events. */
  commentIds: string[];
  missing: string[];
  nextCursor: string | null;
}

const ROLES: Record<string, MessageRole> = {
  user: "customer",
  agent: "agent",
};

export function parseLog(answer: GetAnswer): Parsed<LogPage> {
  const body = parseBody(answer, logBody);
  if (!body.ok) return body;
  const missing = new Set<string>();
  const commentIds: string[] = [];
  const messages = body.value.events.flatMap((raw) => {
    const parsed = event.safeParse(raw);
    if (!parsed.success) {
      missing.add("a part of the conversation");
      return [];
    }
    if (parsed.data.type === "Comment") {
      const commentId = /^zen:ticket_event:(\d+)$/.exec(
        parsed.data.reference ?? "",
      )?.[1];
      if (commentId !== undefined) commentIds.push(commentId);
    }
    // Whatever else is logged (a call, a rating, what comes later) is no message.
    return parsed.data.type === "Messaging::ConversationMessage"
      ? messageFrom(parsed.data, missing)
      : [];
  });
  const { meta } = body.value;
  return ok({
    messages,
    commentIds,
    missing: [...missing],
    nextCursor: meta?.has_more ? (meta.after_cursor ?? null) : null,
  });
}

function messageFrom(
  { id: messageId, author, content, created_at, attachments }: LogEvent,
  missing: Set<string>,
): Message[] {
  const at = Date.parse(created_at);
  if (Number.isNaN(at)) {
    missing.add("a message without a time");
    return [];
  }
  const text = normaliseText(content?.text ?? "");
  // A picture has no text and lacks none; a form or a carousel says something that is not read.
  if (text === "" && attachments.length === 0)
    missing.add("a chat message that is not text");
  return [
    {
      messageId,
      // An author of an unknown kind neither asks nor answers.
      role: ROLES[author?.type ?? ""] ?? "bot",
      visibility: "public",
      authorId: author?.["zen:support:user_id"] ?? null,
      authorName: (author?.display_name ?? "").slice(0, 500),
      at: new Date(at).toISOString(),
      text: text.slice(0, MAX_MESSAGE_CHARACTERS),
      attachments: attachments.map(({ file_name, content_type }) => ({
        name: file_name,
        contentType: content_type ?? null,
      })),
    },
  ];
}
