import { createRequire } from "node:module";
import type * as IntercomPackage from "intercom-client";
import { HelpdeskError } from "./helpdesk-error.ts";
import { patientFetch, type Patience } from "./patient-fetch.ts";

/** Lists of one Intercom workspace, a page at a time, through intercom-client. Parsed JSON; shapes are not checked. */
export interface IntercomReader {
  /** Who the token is of, with its workspace. */
  me(): Promise<unknown>;
  admins(): Promise<unknown>;
  /** Newest change first; pages are counted from 1. */
  articles(page: number): Promise<unknown>;
  internalArticles(page: number): Promise<unknown>;
  /** `after` null: the first page. */
  macros(after: string | null): Promise<unknown>;
  /** Without their parts, changed at `since` (seconds) or later, in no order. `after` null: the first page. */
  closedConversations(since: number, after: string | null): Promise<unknown>;
  conversation(conversationId: string): Promise<unknown>;
}

/** Pinned, so that what a later version changes does not change what is read. */
const VERSION = "2.14";
const PER_PAGE = 50;
/** Waits are in patientFetch, which knows how long. */
const NO_RETRIES = 0;
const TIMEOUT_S = 600;

/** Throws HelpdeskError from every call. */
export function openIntercom(
  { origin, token }: { origin: string; token: string },
  patience: Omit<Patience, "name"> = {},
): IntercomReader {
  // `require`, so that other commands need not wait for it.
  const { IntercomClient } = createRequire(import.meta.url)(
    "intercom-client",
  ) as typeof IntercomPackage;
  const fetchOnce = patientFetch({ name: "Intercom", ...patience });
  let trouble: unknown = null;
  const client = new IntercomClient({
    token,
    baseUrl: origin,
    version: VERSION,
    maxRetries: NO_RETRIES,
    timeoutInSeconds: TIMEOUT_S,
    // The client turns every error of fetch into its own kind: ours is kept aside.
    fetch: async (input, init) => {
      try {
        const answer = await fetchOnce(input, { ...init, redirect: "error" });
        await refuseWhatIsNoJson(answer, origin);
        return answer;
      } catch (error) {
        trouble = error;
        throw error;
      }
    },
  });

  const ask = async <T>(what: string, call: () => Promise<T>): Promise<T> => {
    trouble = null;
    try {
      return await call();
    } catch (error) {
      if (trouble instanceof HelpdeskError) throw trouble;
      throw refusal((error as { statusCode?: number }).statusCode ?? 0, what);
    }
  };
  return {
    me: () => ask("/me", () => client.admins.identify()),
    admins: () => ask("/admins", () => client.admins.list()),
    articles: (page) =>
      ask(
        "/articles",
        async () =>
          (await client.articles.list({ page, per_page: PER_PAGE })).response,
      ),
    internalArticles: (page) =>
      ask("/internal_articles", () =>
        client.internalArticles.listInternalArticles({
          queryParams: { page, per_page: PER_PAGE },
        }),
      ),
    macros: (after) =>
      ask("/macros", () =>
        client.unstable.macros.listMacros(
          {
            per_page: PER_PAGE,
            ...(after === null ? {} : { starting_after: after }),
          },
          { version: "Unstable" },
        ),
      ),
    closedConversations: (since, after) =>
      ask(
        "/conversations/search",
        async () =>
          (
            await client.conversations.search({
              query: {
                operator: "AND",
                value: [
                  { field: "state", operator: "=", value: "closed" },
                  // The documented meaning is "greater or equal".
                  { field: "updated_at", operator: ">", value: since },
                ],
              },
              pagination: {
                per_page: PER_PAGE,
                ...(after === null ? {} : { starting_after: after }),
              },
            })
          ).response,
      ),
    conversation: (conversation_id) =>
      ask(`/conversations/${conversation_id}`, () =>
        client.conversations.find({ conversation_id }),
      ),
  };
}

/** The client takes an answer that is no JSON for an empty one. */
async function refuseWhatIsNoJson(
  answer: Response,
  origin: string,
): Promise<void> {
  if (answer.status >= 400) return;
  try {
    JSON.parse(await answer.clone().text());
  } catch {
    throw new HelpdeskError(
      "unexpected",
      `Intercom's answer is no JSON. Check that ${origin} is the address of its API, and run the command again.`,
    );
  }
}

function refusal(status: number, what: string): HelpdeskError {
  if (status === 401)
    return new HelpdeskError(
      "unauthorized",
      "Intercom does not accept the token (401). Check HEED_INTERCOM_TOKEN, and --region for a workspace in the EU or Australia.",
    );
  if (status === 403)
    return new HelpdeskError(
      "forbidden",
      `Intercom refuses ${what} to this token (403). Tick the permission to read it in the Developer Hub.`,
    );
  if (status === 404)
    return new HelpdeskError(
      "not_found",
      `Intercom has nothing at ${what} (404). Check that the workspace has this feature.`,
    );
  return new HelpdeskError(
    "unexpected",
    `Intercom answered ${status || "nothing it documents"} to ${what}. Run the command again; should it stay, ask Intercom's support.`,
  );
}
