import type { Helpdesk } from "../domain/ticket.ts";

/**
 * Which pages belong to which helpdesk: the manifest's matches and the sender check both follow this list, and a
 * test holds them equal. Zendesk under a company's own name (support.acme.com) is not in it: see `brandOf`.
 */
export const HELPDESK_HOSTS: {
  helpdesk: Helpdesk;
  /** Pages that get the content script. */
  match: string;
  /** Hosts whose API the content script may read. */
  permission: string;
  accountKeyOf: (url: URL) => string | null;
}[] = [
  {
    helpdesk: "zendesk",
    match: "https://*.zendesk.com/agent/*",
    permission: "https://*.zendesk.com/*",
    accountKeyOf: (url) =>
      url.protocol === "https:"
        ? (/^([a-z0-9][a-z0-9-]*)\.zendesk\.com$/.exec(url.hostname)?.[1] ??
          null)
        : null,
  },
  ...["app.intercom.com", "app.eu.intercom.com", "app.au.intercom.com"].map(
    (host) => ({
      helpdesk: "intercom" as const,
      match: `https://${host}/a/*`,
      permission: `https://${host}/*`,
      // The app id: https://app.intercom.com/a/inbox/a86dr8yl/inbox/…
      accountKeyOf: (url: URL) =>
        url.protocol === "https:" && url.hostname === host
          ? (/^\/a\/(?:inbox|apps)\/([a-z0-9]{4,32})(?:\/|$)/.exec(
              url.pathname,
            )?.[1] ?? null)
          : null,
    }),
  ),
];

/** The helpdesk account a page belongs to, or null for any other page. */
export function accountOf(
  address: string,
): { helpdesk: Helpdesk; accountKey: string } | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  for (const { helpdesk, accountKeyOf } of HELPDESK_HOSTS) {
    const accountKey = accountKeyOf(url);
    if (accountKey) return { helpdesk, accountKey };
  }
  return null;
}

/**
 * Zendesk's workspace on a company's own host: that host, or null for any other page. Only a person makes a host a
 * helpdesk: the script runs where it was allowed, and the worker hears a brand only while it still is.
 */
export function brandOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, pathname } = new URL(address);
  return protocol === "https:" &&
    /^\/agent(?:\/|$)/.test(pathname) &&
    isBrandHost(hostname) &&
    !permittedHost(hostname)
    ? hostname
    : null;
}

/** Where Zendesk's workspace shows a ticket. An account's key is its subdomain, or the whole of a company's own host. */
export function zendeskTicketUrl(accountKey: string, ticketId: string): string {
  const host = isBrandHost(accountKey)
    ? accountKey
    : `${accountKey}.zendesk.com`;
  return `https://${host}/agent/tickets/${ticketId}`;
}

/** A name with a dot in it, and no longer than an account's key may be. */
export function isBrandHost(host: string): boolean {
  return host.length <= 100 && /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+$/.test(host);
}

/** A host of the list above, whichever account it is. */
export function permittedHost(host: string): boolean {
  return HELPDESK_HOSTS.some(({ permission }) => {
    const name = new URL(permission.replace("*.", "any.")).hostname;
    return name.startsWith("any.")
      ? host.endsWith(name.slice("any".length))
      : host === name;
  });
}
