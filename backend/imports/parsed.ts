import type * as z from "zod";
import { HelpdeskError } from "../helpdesks/helpdesk-error.ts";

/** What came in another shape than the documented one is not read by halves. */
export function parsed<T>(
  schema: z.ZodType<T>,
  body: unknown,
  what: string,
): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new HelpdeskError(
    "unexpected",
    `${what} came in an unknown shape (${issue?.path.join(".") || "body"}: ${issue?.message}). Nothing of it was taken.`,
  );
}
