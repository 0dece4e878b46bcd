import { isBrandHost, permittedHost } from "./hosts.ts";

/** The host of a helpdesk under the company's own name, as typed; or what to do instead, in words. */
export type BrandHost =
  { ok: true; host: string } | { ok: false; message: string };

export function brandHost(typed: string): BrandHost {
  const text = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `https://${text}`;
  if (text === "" || !URL.canParse(address))
    return refused(
      "Type the address at which you open Zendesk. It looks like https://support.example.com",
    );
  const { protocol, hostname: host } = new URL(address);
  if (protocol !== "https:")
    return refused("The address must begin with https://");
  if (permittedHost(host))
    return refused(`Heed works at ${host} already. Nothing needs to be added.`);
  return isBrandHost(host)
    ? { ok: true, host }
    : refused(
        "That is not a host with a name of its own. It looks like https://support.example.com",
      );
}

/** What the browser is asked for. */
export function brandPermission(host: string): string {
  return `https://${host}/*`;
}

/** Where the content script runs: the agents' workspace, not the help center beside it. */
export function brandPages(host: string): string {
  return `https://${host}/agent/*`;
}

function refused(message: string): BrandHost {
  return { ok: false, message };
}
