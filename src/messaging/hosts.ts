import type { Helpdesk } from "../domain/ticket.ts";

/**
 * Which pages belong to which helpdesk: the manifest's matches and the sender check both follow this list, and a
 * test holds them equal. Host-mapped brands (support.acme.com) are not covered: they need a permission of their own.
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
