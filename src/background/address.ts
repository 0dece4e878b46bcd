/** The backend's address as typed, as an origin; or what is wrong with it, in words. */
export type Address =
  { ok: true; origin: string } | { ok: false; message: string };

export function parseAddress(typed: string): Address {
  const text = typed.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${isLoopback(text.split(/[:/]/)[0] ?? "") ? "http" : "https"}://${text}`;
  if (text === "" || !URL.canParse(withScheme))
    return {
      ok: false,
      message: "That is not an address. It looks like https://heed.example.com",
    };
  const url = new URL(withScheme);
  if (url.protocol === "https:") return { ok: true, origin: url.origin };
  // Ticket text and the token would travel in the clear; only this computer's own loopback is exempt.
  if (url.protocol === "http:" && isLoopback(url.hostname))
    return { ok: true, origin: url.origin };
  return { ok: false, message: "The address must begin with https://" };
}

/** The permission to ask for: match patterns carry no port. */
export function permissionFor(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1";
}
