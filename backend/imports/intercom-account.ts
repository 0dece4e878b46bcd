import * as z from "zod";
import {
  openIntercom,
  type IntercomReader,
} from "../helpdesks/intercom-reader.ts";
import { ImportError, type OpenRequest } from "./connector.ts";
import { parsed } from "./parsed.ts";

export const intercomOptions = { region: { type: "string" } } as const;
/** HEED_INTERCOM_URL: another address than the region's, such as a proxy. */
export const INTERCOM_VARIABLES = ["HEED_INTERCOM_TOKEN", "HEED_INTERCOM_URL"];

const API: Record<string, string> = {
  us: "https://api.intercom.io",
  eu: "https://api.eu.intercom.io",
  au: "https://api.au.intercom.io",
};
const me = z.object({ app: z.object({ id_code: z.string().min(1) }) });

/** The workspace that the token is of. */
export async function intercomOf({
  options,
  environment,
  progress: onWait,
  patience,
}: Pick<
  OpenRequest,
  "options" | "environment" | "progress" | "patience"
>): Promise<{ reader: IntercomReader; workspace: string }> {
  const region = String(options["region"] ?? "us");
  const origin = environment["HEED_INTERCOM_URL"] || API[region];
  if (!origin)
    throw new ImportError(`--region takes us, eu or au, not "${region}".`);
  const token = environment["HEED_INTERCOM_TOKEN"] ?? "";
  if (token === "")
    throw new ImportError(
      "Set HEED_INTERCOM_TOKEN to the access token of an app in your workspace (Developer Hub, Authentication).",
    );
  const reader = openIntercom({ origin, token }, { onWait, ...patience });
  const { app } = parsed(me, await reader.me(), "Intercom's account");
  return { reader, workspace: app.id_code.toLowerCase() };
}
