import * as z from "zod";
import type { Conversation, IntercomState } from "./state.ts";

const filter = z.object({
  field: z.enum(["state", "updated_at", "created_at"]),
  operator: z.enum(["=", "!=", ">", "<"]),
  value: z.union([z.string(), z.number()]),
});
const searchBody = z.object({
  query: z.union([
    filter,
    z.object({ operator: z.enum(["AND", "OR"]), value: z.array(filter) }),
  ]),
  pagination: z
    .object({
      per_page: z.number().int().min(1).max(150).default(20),
      starting_after: z.string().nullish(),
    })
    .optional(),
});

/** `POST /conversations/search`, as far as it is documented: no order is, so the oldest come first. found null: refused. */
export function searchedBy(
  body: unknown,
  state: IntercomState,
): { found: Conversation[] | null; perPage: number; after: string | null } {
  const parsed = searchBody.safeParse(body);
  if (!parsed.success) return { found: null, perPage: 20, after: null };
  const { query, pagination } = parsed.data;
  const filters = "field" in query ? [query] : query.value;
  const isAny = "field" in query ? false : query.operator === "OR";
  const found = [...state.conversations.values()].filter((one) =>
    isAny
      ? filters.some((it) => matches(one, it))
      : filters.every((it) => matches(one, it)),
  );
  return {
    found: found.toSorted((a, b) => a.updatedAt - b.updatedAt),
    perPage: pagination?.per_page ?? 20,
    after: pagination?.starting_after ?? null,
  };
}

function matches(
  { state, updatedAt, source }: Conversation,
  { field, operator, value }: z.infer<typeof filter>,
): boolean {
  if (field === "state") return (state === value) === (operator === "=");
  const own = field === "updated_at" ? updatedAt : source.createdAt;
  if (operator === ">") return own >= Number(value);
  if (operator === "<") return own <= Number(value);
  return (own === Number(value)) === (operator === "=");
}
