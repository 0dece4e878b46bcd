import { createRequire } from "node:module";
import type * as NodeZendesk from "node-zendesk";
import * as z from "zod";
import { HelpdeskError } from "./helpdesk-error.ts";
import { patientFetch, type Patience } from "./patient-fetch.ts";

/** Reads of one Zendesk account, a page at a time, through node-zendesk. */
export interface ZendeskClient {
  /** `help_center/en-us/articles.json?page[size]=100`, or the address of a next page. Parsed JSON; its shape is not checked. */
  get(path: string): Promise<unknown>;
}

export interface ZendeskAccount {
  /** `https://acme.zendesk.com` */
  origin: string;
  /** An API token with the address of its user, or an OAuth access token without one. */
  email: string | null;
  token: string;
}

/** Throws HelpdeskError from `get`. */
export function openZendesk(
  { origin, email, token }: ZendeskAccount,
  patience: Omit<Patience, "name"> = {},
): ZendeskClient {
  const endpointUri = `${origin}/api/v2`;
  const fetchOnce = patientFetch({ name: "Zendesk", ...patience });
  // Its bundle hides its names from Node's `import`; and other commands need not wait for it.
  const { createClient } = createRequire(import.meta.url)(
    "node-zendesk",
  ) as typeof NodeZendesk;
  const client = createClient({
    endpointUri,
    token,
    ...(email === null ? { oauth: true } : { username: email }),
    transportConfig: {
      // A redirect would carry the token elsewhere, and the API has none.
      transportFn: (uri: string, request: RequestInit) =>
        fetchOnce(uri, {
          method: request.method ?? "GET",
          headers: request.headers ?? {},
          redirect: "error",
        }),
      responseAdapter: (response: Response) => response,
    },
  });
  return {
    async get(path) {
      const uri = path.startsWith("http") ? path : `${endpointUri}/${path}`;
      if (!uri.startsWith(`${endpointUri}/`))
        throw new HelpdeskError(
          "unexpected",
          `Zendesk names a next page at another address (${new URL(uri).host}), which is not followed.`,
        );
      const { response, result } = await read(client, uri);
      refuse(response.status, uri, result);
      if (!isJson(response))
        throw new HelpdeskError(
          "unexpected",
          `Zendesk answered with a page instead of data. Check that ${origin} is the address of your account.`,
        );
      return result;
    },
  };
}

async function read(
  client: NodeZendesk.ZendeskClient,
  uri: string,
): Promise<{ response: Response; result: unknown }> {
  try {
    // The transporter, because the client's own lists read every page before they hand out the first.
    return (await client.users.transporter.request("GET", uri)) as {
      response: Response;
      result: unknown;
    };
  } catch (error) {
    if (error instanceof HelpdeskError) throw error;
    throw new HelpdeskError(
      "unexpected",
      "Zendesk's answer is no JSON. Run the command again; should it stay, ask Zendesk's support.",
    );
  }
}

function isJson(response: Response): boolean {
  return (
    response.headers.get("content-type")?.includes("application/json") ?? false
  );
}

function refuse(status: number, uri: string, body: unknown): void {
  if (status < 400) return;
  const where = new URL(uri).pathname;
  if (status === 401)
    throw new HelpdeskError(
      "unauthorized",
      "Zendesk does not accept the token (401). Check HEED_ZENDESK_EMAIL and HEED_ZENDESK_TOKEN, and that token access is on in Admin Center.",
    );
  if (status === 403)
    throw new HelpdeskError(
      "forbidden",
      `Zendesk refuses ${where} to this user (403). Use the token of an agent who may read it.`,
    );
  if (status === 404)
    throw new HelpdeskError(
      "not_found",
      `Zendesk has nothing at ${where} (404). Check the subdomain${where.includes("/help_center/") ? ", the locale, and that the help center is on" : ""}.`,
    );
  throw new HelpdeskError(
    "unexpected",
    `Zendesk answered ${status} to ${where}${saying(body)}. Run the command again; should it stay, ask Zendesk's support.`,
  );
}

const errorBody = z.object({
  error: z.union([z.string(), z.object({ title: z.string() })]),
});

function saying(body: unknown): string {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) return "";
  const { error } = parsed.data;
  return ` ("${typeof error === "string" ? error : error.title}")`;
}
