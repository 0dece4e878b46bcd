import {
  openZendesk,
  type ZendeskClient,
} from "../helpdesks/zendesk-client.ts";
import { ImportError, type OpenRequest } from "./connector.ts";

export const zendeskOptions = { subdomain: { type: "string" } } as const;
/** HEED_ZENDESK_URL: another address than `https://<subdomain>.zendesk.com`, such as a sandbox or a proxy. */
export const ZENDESK_VARIABLES = [
  "HEED_ZENDESK_EMAIL",
  "HEED_ZENDESK_TOKEN",
  "HEED_ZENDESK_URL",
];

/** The account that the options and the environment name. */
export function accountOf(
  request: Pick<
    OpenRequest,
    "options" | "environment" | "progress" | "patience"
  >,
): { client: ZendeskClient; subdomain: string } {
  const { options, environment, progress: onWait, patience } = request;
  const subdomain = String(options["subdomain"] ?? "")
    .trim()
    .toLowerCase();
  if (!/^[a-z0-9][a-z0-9-]*$/.test(subdomain))
    throw new ImportError(
      "Which Zendesk? Add --subdomain NAME, the first part of NAME.zendesk.com.",
    );
  const token = environment["HEED_ZENDESK_TOKEN"] ?? "";
  if (token === "")
    throw new ImportError(
      "Set HEED_ZENDESK_TOKEN to an API token (Admin Center, Apps and integrations, APIs) and HEED_ZENDESK_EMAIL to its user's address. For an OAuth token leave the address out.",
    );
  const origin =
    environment["HEED_ZENDESK_URL"] || `https://${subdomain}.zendesk.com`;
  const client = openZendesk(
    {
      origin: origin.replace(/\/+$/, ""),
      email: environment["HEED_ZENDESK_EMAIL"] || null,
      token,
    },
    { onWait, ...patience },
  );
  return { client, subdomain };
}
