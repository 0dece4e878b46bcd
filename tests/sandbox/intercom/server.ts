import {
  createServer as createHttp,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer as createHttps } from "node:https";
import * as z from "zod";
import { bodyOf, json, NOT_FOUND, send, text } from "../look-alike/answer.ts";
import { selfSignedCertificate } from "../look-alike/certificate.ts";
import { escaped } from "../look-alike/html.ts";
import { closed, listening, sendAsset } from "../look-alike/listening.ts";
import { pageBundle } from "../look-alike/page-bundle.ts";
import { pageHeaders } from "../look-alike/page-policy.ts";
import { PageStreams } from "../look-alike/page-streams.ts";
import type { SandboxTicket } from "../tickets.ts";
import { answerApi } from "./api.ts";
import { Levers } from "./levers.ts";
import { IntercomState } from "./state.ts";
import { inboxConversation, inboxRows } from "./workspace.ts";

export interface IntercomOptions {
  tickets: SandboxTicket[];
  appId?: string;
  region?: "us" | "eu" | "au";
  now?: () => number;
}

export interface SandboxIntercom {
  port: number;
  /** `https://app.intercom.com`; a browser is led here by a rule for its hosts. */
  origin: string;
  host: string;
  chromiumArgs: string[];
  appId: string;
  /** The REST API over plain HTTP: `http://127.0.0.1:…`. */
  apiEndpoint: string;
  state: IntercomState;
  levers: Levers;
  ticketUrl(conversationId: number | string): string;
  close(): Promise<void>;
}

const HOSTS = {
  us: "app.intercom.com",
  eu: "app.eu.intercom.com",
  au: "app.au.intercom.com",
};
const Sent = z.object({ html: z.string().min(1), public: z.boolean() });

/** A helpdesk that looks and answers like Intercom, on loopback, filled with the given tickets. */
export async function startIntercom({
  tickets,
  appId = "a86dr8yl",
  region = "us",
  now = Date.now,
}: IntercomOptions): Promise<SandboxIntercom> {
  const state = new IntercomState(tickets, now);
  const streams = new PageStreams();
  state.onChange((change) => streams.tell(change));
  const levers = new Levers(state, streams);
  const bundle = await pageBundle(
    new URL("./page/", import.meta.url),
    "prosemirror-view",
  );

  const answerPage = async (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ) => {
    if (url.pathname === "/__sandbox/events") return streams.add(response);
    if (url.pathname.startsWith("/__sandbox/"))
      return send(response, await answerInbox(request, url, state, levers));
    if (url.pathname === "/assets/page.js")
      return sendAsset(
        response,
        "text/javascript; charset=utf-8",
        bundle.script,
      );
    if (url.pathname === "/assets/page.css")
      return sendAsset(response, "text/css; charset=utf-8", bundle.styles);
    if (url.pathname.startsWith("/a/")) return sendPage(response, levers);
    return send(
      response,
      text(302, "", { location: `/a/inbox/${appId}/inbox/shared/all` }),
    );
  };
  const guarded =
    (
      answer: (
        request: IncomingMessage,
        response: ServerResponse,
        url: URL,
      ) => Promise<void>,
    ) =>
    (request: IncomingMessage, response: ServerResponse) => {
      const url = new URL(request.url ?? "/", "http://sandbox");
      answer(request, response, url).catch((error: unknown) => {
        if (!response.headersSent)
          send(response, text(500, `sandbox: ${String(error)}`));
        else response.end();
      });
    };

  const pages = createHttps(
    selfSignedCertificate(Object.values(HOSTS)),
    guarded(answerPage),
  );
  const api = createHttp(
    guarded(async (request, response, url) =>
      send(response, await answerApi(request, url, state, levers)),
    ),
  );
  const [port, apiPort] = [await listening(pages, 0), await listening(api, 0)];
  const origin = `https://${HOSTS[region]}`;
  return {
    port,
    origin,
    host: HOSTS[region],
    chromiumArgs: [
      `--host-resolver-rules=MAP ${HOSTS[region]} 127.0.0.1:${port}`,
      "--ignore-certificate-errors",
    ],
    appId,
    apiEndpoint: `http://127.0.0.1:${apiPort}`,
    state,
    levers,
    ticketUrl: (conversationId) =>
      `${origin}/a/inbox/${appId}/inbox/shared/all/conversation/${conversationId}`,
    close: async () => {
      streams.close();
      await Promise.all([closed(pages), closed(api)]);
    },
  };
}

async function answerInbox(
  request: IncomingMessage,
  url: URL,
  state: IntercomState,
  levers: Levers,
) {
  if (url.pathname === "/__sandbox/conversations")
    return json(200, { conversations: inboxRows(state) });
  const [, id = "", part] =
    /^\/__sandbox\/conversations\/(\d+)(?:\/(parts))?$/.exec(url.pathname) ??
    [];
  const conversation = state.conversations.get(id);
  if (!conversation) return NOT_FOUND;
  if (part === undefined)
    return json(200, { conversation: inboxConversation(conversation) });
  const sent = Sent.safeParse(await bodyOf(request));
  if (!sent.success) return json(422, { error: z.prettifyError(sent.error) });
  if (levers.failsSend) return json(500, { error: "not stored" });
  state.reply(id, sent.data.html, sent.data.public);
  return json(200, { conversation: inboxConversation(conversation) });
}

function sendPage(response: ServerResponse, { page }: Levers): void {
  const options = Object.entries(page).map(
    ([name, value]) =>
      `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}="${escaped(String(value))}"`,
  );
  send(response, {
    status: 200,
    type: "text/html; charset=utf-8",
    headers: pageHeaders("ProseMirrorClipboard sandbox-editor"),
    body: `<!doctype html>
<html lang="${page.locale}" ${options.join(" ")}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Acme | Inbox</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/assets/page.css">
    <script type="module" src="/assets/page.js"></script>
  </head>
  <body></body>
</html>
`,
  });
}
