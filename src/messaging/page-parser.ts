import * as z from "zod";
import { isoTime, ticketRef } from "../contracts/ticket.ts";
import { MAX_MESSAGE_CHARACTERS } from "../domain/ticket.ts";
import type {
  GetAnswer,
  InsertResult,
  PageHealth,
  PageMessage,
  PageReading,
  PageState,
} from "./page-protocol.ts";

/**
 * What comes out of a helpdesk's page, parsed in the worker. The page may be hostile: everything has a size, and
 * what does not fit is refused whole.
 */
const MAX_COMPOSER = 500_000;
const MAX_BODY = 30_000_000;
const MAX_MESSAGES = 5000;

const composerText = z.string().max(MAX_COMPOSER);
const mode = z.enum(["public", "internal", "unknown"]);
const shortText = z.string().max(2000);

const pageState: z.ZodType<PageState> = z.object({
  ticket: ticketRef.nullable(),
  composer: z
    .object({
      ticketId: z.string().max(64),
      present: z.boolean(),
      mode,
      text: composerText,
    })
    .nullable(),
});

export const pageHealth: z.ZodType<PageHealth> = z.object({
  state: z.enum(["ok", "partial", "broken"]),
  missing: z.array(z.string().max(60)).max(30),
  mayInsert: z.boolean(),
  mayNotice: z.boolean(),
  routes: z.record(z.string().max(60), z.number().int().min(0).max(100)),
});

const pageMessage: z.ZodType<PageMessage> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("page.state"), state: pageState }),
  z.object({
    type: z.literal("page.health"),
    ticket: ticketRef,
    health: pageHealth,
    selectors: z.enum(["built_in", "pack"]),
    packVersion: z.string().max(100).nullable(),
  }),
  z.object({
    type: z.literal("page.conversation-changed"),
    ticket: ticketRef,
  }),
  z.object({
    type: z.literal("page.send-pressed"),
    ticket: ticketRef,
    mode,
    text: composerText,
    at: isoTime,
  }),
  z.object({
    type: z.literal("page.pasted"),
    ticket: ticketRef,
    text: composerText,
    at: isoTime,
  }),
]);

const getAnswer: z.ZodType<GetAnswer> = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    status: z.number().int(),
    retryAfterSeconds: z.number().nullable(),
    body: z.string().max(MAX_BODY),
  }),
  z.object({
    ok: z.literal(false),
    reason: z.enum(["path_not_allowed", "network", "too_large"]),
  }),
]);

const insertResult: z.ZodType<InsertResult> = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), readBack: composerText }),
  z.object({
    ok: z.literal(false),
    reason: z.enum([
      "wrong_ticket",
      "no_composer",
      "wrong_composer",
      "composer_changed",
      "not_taken",
    ]),
    composerText,
  }),
]);

const pageReading: z.ZodType<PageReading> = z.object({
  ticketId: z.string().max(64),
  subject: shortText.nullable(),
  channel: shortText.nullable(),
  requesterName: shortText.nullable(),
  messages: z
    .array(
      z.object({
        role: z.enum(["customer", "agent", "bot"]),
        visibility: z.enum(["public", "internal", "unknown"]),
        authorName: shortText,
        at: isoTime.nullable(),
        text: z.string().max(MAX_MESSAGE_CHARACTERS),
        messageId: z.string().max(64).exactOptional(),
      }),
    )
    .max(MAX_MESSAGES),
  missing: z.array(shortText).max(50),
});

export const parsePageMessage = parserOf(pageMessage);
export const parseGetAnswer = parserOf(getAnswer);
export const parseInsertResult = parserOf(insertResult);
/** `null` is an answer here: the ticket is not in front. */
export const parsePageReading = parserOf(pageReading.nullable());

/** undefined: not what it should be. Nothing more is said to a page that may be probing. */
function parserOf<T>(schema: z.ZodType<T>) {
  return (value: unknown): T | undefined => {
    const result = schema.safeParse(value);
    return result.success ? result.data : undefined;
  };
}
