import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ME, type ZendeskState } from "./state.ts";

/** What API clients outside the browser sign in with: Basic `<an agent's e-mail>/token:<this>`, or Bearer. */
export const API_TOKEN = "sandbox-api-token";
const COOKIE = "_zendesk_session";

export interface SignedIn {
  userId: number;
  by: "cookie" | "token";
  csrfToken: string | null;
}

/** Who is asking. A cookie is given at the first page visit; nothing is typed in, because it is a sandbox. */
export class Sessions {
  readonly #csrfTokens = new Map<string, string>();
  readonly #state: ZendeskState;

  constructor(state: ZendeskState) {
    this.#state = state;
  }

  /** The session of the page being served, and the header that sets its cookie when it is a new one. */
  open(request: IncomingMessage): {
    csrfToken: string;
    setCookie: string | null;
  } {
    const known = this.#csrfTokens.get(cookieOf(request) ?? "");
    if (known !== undefined) return { csrfToken: known, setCookie: null };
    const id = randomBytes(18).toString("hex");
    const csrfToken = randomBytes(24).toString("base64");
    this.#csrfTokens.set(id, csrfToken);
    return {
      csrfToken,
      setCookie: `${COOKIE}=${id}; Path=/; HttpOnly; Secure; SameSite=Lax`,
    };
  }

  signedIn(request: IncomingMessage): SignedIn | null {
    const csrfToken = this.#csrfTokens.get(cookieOf(request) ?? "");
    if (csrfToken !== undefined) return { userId: ME, by: "cookie", csrfToken };
    const userId = this.#userOfAuthorization(
      request.headers.authorization ?? "",
    );
    return userId === null ? null : { userId, by: "token", csrfToken: null };
  }

  signEveryoneOut(): void {
    this.#csrfTokens.clear();
  }

  #userOfAuthorization(header: string): number | null {
    if (header === `Bearer ${API_TOKEN}`) return ME;
    if (!header.startsWith("Basic ")) return null;
    const [email, ...rest] = Buffer.from(header.slice(6), "base64")
      .toString("utf8")
      .split("/token:");
    if (rest.join("/token:") !== API_TOKEN) return null;
    return (
      [...this.#state.users.values()].find(
        (user) => user.email === email && user.role !== "end-user",
      )?.id ?? null
    );
  }
}

function cookieOf(request: IncomingMessage): string | null {
  return (
    new RegExp(`(?:^|;\\s*)${COOKIE}=([0-9a-f]+)`).exec(
      request.headers.cookie ?? "",
    )?.[1] ?? null
  );
}
