const LOOPBACK = ["localhost", "127.0.0.1"];

/**
 * The one host permission that an address needs, as a match pattern (these carry no port), or null for an address
 * that Heed would not talk to. The worker reads the address again and has the words for what is wrong with it; here
 * it only decides what to ask the browser for, on the click itself.
 */
export function permissionPattern(typed: string): string | null {
  const text = typed.trim();
  const bareHost = text.split(/[:/]/)[0] ?? "";
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const scheme = LOOPBACK.includes(bareHost) ? "http" : "https";
  const address = hasScheme ? text : `${scheme}://${text}`;
  if (text === "" || !URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  const isSafe =
    protocol === "https:" ||
    (protocol === "http:" && LOOPBACK.includes(hostname));
  return isSafe ? `${protocol}//${hostname}/*` : null;
}
