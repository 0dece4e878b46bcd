import { createRequire } from "node:module";
import type * as Intercom from "intercom-client";
import * as z from "zod";

/** The one door to Intercom's REST API: reads only, through the official client. */
export interface IntercomApi {
  /** Parsed JSON; its shape is not checked. */
  conversation(conversationId: string): Promise<unknown>;
  /** Ids of the teammates in a team. */
  team(teamId: string): Promise<string[]>;
  teammates(): Promise<Teammate[]>;
  /** What the token belongs to. */
  account(): Promise<{ appId: string; name: string; region: string }>;
}

export interface Teammate {
  adminId: string;
  name: string;
  email: string | null;
}

export const REGIONS = ["us", "eu", "au"] as const;
export type Region = (typeof REGIONS)[number];

export type IntercomTrouble =
  | "token_refused"
  | "forbidden"
  | "not_found"
  | "rate_limited"
  | "unreachable"
  | "unexpected";

export class IntercomError extends Error {
  override name = "IntercomError";
  constructor(readonly kind: IntercomTrouble) {
    super(`Intercom: ${kind}`);
  }
}

/** Pinned: the parser reads 2.14 and 2.16, and what a later version changes must not change what we read. */
const VERSION = "2.14";
const TIMEOUT_S = 8;
const API: Record<Region, string> = {
  us: "https://api.intercom.io",
  eu: "https://api.eu.intercom.io",
  au: "https://api.au.intercom.io",
};

const id = z.union([z.string(), z.number()]).transform(String);
const teamBody = z.object({ admin_ids: z.array(id) });
const adminsBody = z.object({
  admins: z.array(
    z.object({ id, name: z.string().nullish(), email: z.string().nullish() }),
  ),
});
const meBody = z.object({
  app: z.object({
    id_code: z.string().min(1),
    name: z.string().nullish(),
    region: z.string().nullish(),
  }),
});

/**
 * Throws IntercomError from every call.
 * @param api another address than the region's, for a proxy
 */
export function openIntercom(
  token: string,
  region: Region,
  api: string | null,
): IntercomApi {
  // Large: whoever has no Intercom need not wait for it.
  const { IntercomClient } = createRequire(import.meta.url)(
    "intercom-client",
  ) as typeof Intercom;
  const client = new IntercomClient({
    token,
    baseUrl: api ?? API[region],
    version: VERSION,
    timeoutInSeconds: TIMEOUT_S,
    // An agent is waiting: trouble is said, not sat out.
    maxRetries: 0,
    logging: { silent: true },
  });
  return {
    conversation: (conversation_id) =>
      calling(client.conversations.find({ conversation_id })),
    team: async (team_id) =>
      parsed(teamBody, await calling(client.teams.find({ team_id }))).admin_ids,
    teammates: async () =>
      parsed(adminsBody, await calling(client.admins.list())).admins.map(
        (it) => ({
          adminId: it.id,
          name: it.name ?? "",
          email: it.email ?? null,
        }),
      ),
    account: async () => {
      const { app } = parsed(meBody, await calling(client.admins.identify()));
      return {
        appId: app.id_code,
        name: app.name ?? app.id_code,
        region: (app.region ?? region).toLowerCase(),
      };
    },
  };
}

async function calling(answer: PromiseLike<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    // The client's own message quotes the answer, which quotes the customer.
    throw new IntercomError(kindOf(error));
  }
}

function kindOf(error: unknown): IntercomTrouble {
  const { statusCode } = Object(error) as { statusCode?: unknown };
  switch (statusCode) {
    case 401:
      return "token_refused";
    case 403:
      return "forbidden";
    case 404:
      return "not_found";
    case 429:
      return "rate_limited";
    case undefined:
      return "unreachable";
    default:
      return "unexpected";
  }
}

function parsed<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const result = schema.safeParse(body);
  if (!result.success) throw new IntercomError("unexpected");
  return result.data;
}
