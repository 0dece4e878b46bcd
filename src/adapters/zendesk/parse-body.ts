import * as z from "zod";
import type { GetAnswer } from "../../messaging/page-protocol.ts";

/** What all of Zendesk's answers have in common: ids, people, and the ways in which an answer is none. */

export const id = z
  .union([z.number(), z.string().regex(/^-?\d+$/)])
  .transform(String);

export const user = z.object({
  id,
  name: z.string().catch(""),
  email: z.string().nullish(),
  role: z.string().nullish(),
});
export type User = z.infer<typeof user>;
/** A person who cannot be read is left out, and their messages have an unknown author; the others stay known. */
export const users = z
  .array(z.unknown())
  .catch([])
  .transform((all) =>
    all.flatMap((one) => {
      const parsed = user.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    }),
  );

export type ApiProblem =
  | "signed_out"
  | "forbidden"
  | "not_found"
  | "rate_limited"
  | "unreadable"
  | "too_large"
  | "unreachable";
export type Parsed<T> =
  | { ok: true; value: T }
  | { ok: false; problem: ApiProblem; retryAfterSeconds: number | null };

export function parseBody<T>(
  answer: GetAnswer,
  schema: z.ZodType<T>,
): Parsed<T> {
  if (!answer.ok)
    return problem(answer.reason === "too_large" ? "too_large" : "unreachable");
  const { status, body, retryAfterSeconds } = answer;
  if (status === 429) return problem("rate_limited", retryAfterSeconds);
  if (status === 401) return problem("signed_out");
  if (status === 403) return problem("forbidden");
  if (status === 404) return problem("not_found");
  if (status !== 200) return problem("unreachable", retryAfterSeconds);
  // A session that ran out is often answered with the sign-in page, and status 200.
  if (/^\s*</.test(body)) return problem("signed_out");
  const parsed = schema.safeParse(jsonFrom(body));
  return parsed.success ? ok(parsed.data) : problem("unreadable");
}

function jsonFrom(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export function ok<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function problem<T>(
  kind: ApiProblem,
  retryAfterSeconds: number | null = null,
): Parsed<T> {
  return { ok: false, problem: kind, retryAfterSeconds };
}
