import {
  createServer as createHttp,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer as createHttps } from "node:https";
import type { SandboxTicket } from "../tickets.ts";
import { NOT_FOUND, send, text } from "../look-alike/answer.ts";
import { answerApi } from "./api.ts";
import { selfSignedCertificate } from "../look-alike/certificate.ts";
import { answerControl } from "./control.ts";
import { escaped } from "../look-alike/html.ts";
import { Levers, type PageOptions } from "./levers.ts";
import { closed, listening, sendAsset } from "../look-alike/listening.ts";
import { pageBundle } from "../look-alike/page-bundle.ts";
import { pageHeaders } from "../look-alike/page-policy.ts";
import { PageStreams } from "../look-alike/page-streams.ts";
import { Sessions } from "./sessions.ts";
import { ZendeskState } from "./state.ts";

export interface ZendeskOptions {
  tickets: SandboxTicket[];
  /** The port of the page; free choice of the system when left out. */
  port?: number;
  /** The account, the first part of the host. */
  subdomain?: string;
  now?: () => number;
}

export interface SandboxZendesk {
  port: number;
  /** `https://acme.zendesk.com`; a browser reaches it with `chromiumArgs`. */
  origin: string;
  chromiumArgs: string[];
  /** The same API over plain HTTP, for clients that are no browser: `http://127.0.0.1:…/api/v2`. */
  apiEndpoint: string;
  state: ZendeskState;
  levers: Levers;
  /** The address of a ticket, with others mounted beside it. */
  ticketUrl(ticketId: number, ...alsoOpen: number[]): string;
  close(): Promise<void>;
}

/** A helpdesk that looks and answers like Zendesk, on loopback, filled with the given tickets. */
export async function startZendesk({
  tickets,
  port = 0,
  subdomain = "acme",
  now = Date.now,
}: ZendeskOptions): Promise<SandboxZendesk> {
  const state = new ZendeskState(tickets, now);
  const sessions = new Sessions(state);
  const streams = new PageStreams();
  state.onChange((change) => streams.tell(change));
  const levers = new Levers(
    state,
    () => sessions.signEveryoneOut(),
    (command) => streams.tell(command),
  );
  const bundle = await pageBundle(
    new URL("./page/", import.meta.url),
    "ckeditor5",
  );

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    scheme: "https" | "http",
  ) => {
    const url = new URL(
      request.url ?? "/",
      `${scheme}://${request.headers.host ?? "127.0.0.1"}`,
    );
    if (url.pathname.startsWith("/__sandbox/"))
      return answerControl(request, response, url, { state, levers, streams });
    if (url.pathname.startsWith("/api/v2/"))
      return send(
        response,
        await answerApi(request, url, { state, sessions, levers }),
      );
    if (url.pathname === "/assets/page.js")
      return sendAsset(
        response,
        "text/javascript; charset=utf-8",
        bundle.script,
      );
    if (url.pathname === "/assets/page.css")
      return sendAsset(response, "text/css; charset=utf-8", bundle.styles);
    if (url.pathname === "/" || url.pathname === "/agent")
      return redirect(response, "/agent/filters/1");
    if (url.pathname.startsWith("/agent/"))
      return sendPage(request, response, sessions, levers.page);
    return send(response, NOT_FOUND);
  };
  const listener =
    (scheme: "https" | "http") =>
    (request: IncomingMessage, response: ServerResponse) =>
      void answer(request, response, scheme).catch((error: unknown) => {
        if (!response.headersSent)
          send(response, text(500, `sandbox: ${String(error)}`));
        else response.end();
      });

  const pages = createHttps(
    selfSignedCertificate(["*.zendesk.com"]),
    listener("https"),
  );
  const api = createHttp(listener("http"));
  const pagePort = await listening(pages, port);
  const apiPort = await listening(api, 0);
  const origin = `https://${subdomain}.zendesk.com`;
  return {
    port: pagePort,
    origin,
    chromiumArgs: [
      `--host-resolver-rules=MAP *.zendesk.com 127.0.0.1:${pagePort}`,
      "--ignore-certificate-errors",
    ],
    apiEndpoint: `http://127.0.0.1:${apiPort}/api/v2`,
    state,
    levers,
    ticketUrl: (ticketId, ...alsoOpen) =>
      `${origin}/agent/tickets/${ticketId}${alsoOpen.length > 0 ? `?open=${alsoOpen.join(",")}` : ""}`,
    close: async () => {
      streams.close();
      await Promise.all([closed(pages), closed(api)]);
    },
  };
}

function redirect(response: ServerResponse, location: string): void {
  send(response, text(302, "", { location }));
}

function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  sessions: Sessions,
  page: PageOptions,
): void {
  const { csrfToken, setCookie } = sessions.open(request);
  const options = Object.entries(page).map(
    ([name, value]) => `data-${name}="${escaped(String(value))}"`,
  );
  send(response, {
    status: 200,
    type: "text/html; charset=utf-8",
    headers: {
      ...pageHeaders("sandbox-editor"),
      ...(setCookie !== null && { "set-cookie": setCookie }),
    },
    body: `<!doctype html>
<html lang="${page.locale}" ${options.join(" ")}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="csrf-token" content="${escaped(csrfToken)}">
    <title>Acme – Agent workspace</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/assets/page.css">
    <script type="module" src="/assets/page.js"></script>
  </head>
  <body></body>
</html>
`,
  });
}
