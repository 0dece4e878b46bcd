import "prosemirror-view/style/prosemirror.css";
import "./page.css";
import type { InboxConversation, InboxRow } from "../workspace.ts";
import { el } from "../../look-alike/page/element.ts";
import { Composer } from "./composer.ts";
import { named } from "./named.ts";
import {
  fetchConversation,
  fetchRows,
  listen,
  sendPart,
  type ServerEvent,
} from "./server-calls.ts";
import { Stream } from "./stream.ts";

/** All a test may reach into the page for; the rest it does as a person would. */
export interface InboxHandle {
  /** As a click in the list: the rest follows. */
  goTo(id: string | number): void;
  /** Resolves when stream and composer have followed. */
  open(id: string | number): Promise<void>;
  /** The draft of a conversation, looked at or not. */
  text(id: string | number): string;
  setText(id: string | number, text: string): void;
  type(id: string | number, text: string): void;
  /** Whose stream, and whose composer, the page shows at this moment. */
  shown(): { stream: string | null; composer: string | null };
}

const inbox = location.pathname.replace(/\/conversation\/.*$/, "");
const switchMs = Number(document.documentElement.dataset.switchMs ?? 0);
const stream = new Stream();
const composer = new Composer(
  (id, html, isPublic) => void send(id, html, isPublic),
);
const title = el("h1", { "data-inbox-conversation-header-title": true });
const details = el("aside", {
  class: named("inbox2__conversation-details-sidebar"),
});
const space = el(
  "div",
  { class: "space", "data-intercom-target": "conversation-space" },
  title,
  stream.element,
  composer.element,
);
const page = el(
  "main",
  { class: named("inbox2__conversation-page") },
  space,
  details,
);
const list = el("nav", { class: "list", "aria-label": "Inbox" });
const notice = el("div", {
  class: "notice",
  role: "status",
  "aria-live": "polite",
});
let rows: InboxRow[] = [];
let streamOf: string | null = null;
let turn = 0;

function conversationOfAddress(): string | null {
  return /\/conversations?\/(\d+)/.exec(location.pathname)?.[1] ?? null;
}

/** The address first, the conversation when it is there, its composer a moment later: as far apart as they may be. */
async function show(): Promise<void> {
  const mine = ++turn;
  const id = conversationOfAddress();
  page.hidden = id === null;
  drawList();
  if (id === null) return;
  const conversation = await fetchConversation(id);
  await lag(mine);
  if (mine !== turn) return;
  if (!conversation) return say(`Conversation ${id} does not exist.`);
  draw(conversation);
  await lag(mine + 1);
  if (mine !== turn) return;
  composer.bind(id);
}

/** Never twice the same, and the same in every run. */
function lag(step: number): Promise<void> {
  const ms = switchMs * (((step * 37) % 10) / 10);
  return new Promise((next) => setTimeout(next, ms));
}

function draw(conversation: InboxConversation): void {
  streamOf = conversation.id;
  title.textContent = conversation.customer.name;
  document.title = `${conversation.title} | Inbox`;
  stream.show(conversation);
  details.replaceChildren(
    ...[
      ["Subject", conversation.title],
      ["Email", conversation.customer.email],
      ["State", conversation.state],
      ...conversation.attributes,
    ].map(([label, value]) =>
      el(
        "div",
        { class: "flex flex-row items-center" },
        el("p", { class: named("inbox2__attribute__label") }, label ?? ""),
        el("p", {}, value ?? ""),
      ),
    ),
  );
}

async function refresh(id: string): Promise<void> {
  if (id !== streamOf) return;
  const conversation = await fetchConversation(id);
  if (conversation && id === streamOf) draw(conversation);
}

async function send(
  id: string,
  html: string,
  isPublic: boolean,
): Promise<void> {
  if (!(await sendPart(id, html, isPublic)))
    return say("Not sent. Your text is still here.");
  composer.clear(id);
  await refresh(id);
  say("Sent.");
}

function say(text: string): void {
  notice.textContent = text;
}

function goTo(id: string): void {
  if (id !== conversationOfAddress())
    history.pushState(null, "", `${inbox}/conversation/${id}`);
  void show();
}

function drawList(): void {
  const open = conversationOfAddress();
  const scrolled = list.scrollTop;
  list.replaceChildren(
    ...rows.map((row) =>
      el(
        "button",
        {
          type: "button",
          class: row.id === open ? "row row--on" : "row",
          onclick: () => goTo(row.id),
        },
        el("strong", {}, row.customer.name),
        el("span", {}, row.title),
      ),
    ),
  );
  list.scrollTop = scrolled;
}

function obey(event: ServerEvent): void {
  if (event.kind === "replace-composer") composer.replace();
  else void refresh(event.conversationId);
}

async function start(): Promise<void> {
  document.body.append(
    el(
      "nav",
      { class: "rail", "aria-label": "Main" },
      el("div", { class: "logo" }, "⌂"),
    ),
    list,
    page,
    notice,
  );
  rows = await fetchRows();
  await show();
  addEventListener("popstate", () => void show());
  listen(obey);
  const handle: InboxHandle = {
    goTo: (id) => goTo(String(id)),
    async open(id) {
      goTo(String(id));
      while (streamOf !== String(id) || composer.boundTo !== String(id))
        await new Promise((next) => setTimeout(next, 10));
    },
    text: (id) => composer.text(String(id)),
    setText: (id, text) => composer.setText(String(id), text),
    type: (id, text) => composer.type(String(id), text),
    shown: () => ({ stream: streamOf, composer: composer.boundTo }),
  };
  Object.assign(window, { __sandbox: handle });
}

void start();
