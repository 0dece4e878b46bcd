import "ckeditor5/ckeditor5.css";
import "./page.css";
import type { ClassicEditor } from "ckeditor5";
import type { WorkspaceRow } from "../workspace.ts";
import { el, icon } from "../../look-alike/page/element.ts";
import { headerTabs } from "./header-tabs.ts";
import {
  fetchRows,
  fetchTicket,
  listen,
  type ServerEvent,
} from "./server-calls.ts";
import { ticketList, viewPane } from "./ticket-list.ts";
import { TicketPane } from "./ticket-pane.ts";

/** All a test may reach into the page for; the rest it does as a person would. */
export interface SandboxHandle {
  editors: { get(ticketId: number | string): ClassicEditor | null };
  mounted(): number[];
  open(...ticketIds: number[]): Promise<void>;
}

const NOTICE_MS = 4000;
const VIEWS_ICON = "M2 3h12v2H2zm0 4h12v2H2zm0 4h12v2H2z";
const HOME_ICON = "M8 2l6 5v7H9v-4H7v4H2V7z";

const panes = new Map<number, TicketPane>();
const mounting = new Map<number, Promise<void>>();
const unread = new Set<number>();
let rows: WorkspaceRow[] = [];

const notices = el("div", {
  class: "notices",
  role: "status",
  "aria-live": "polite",
});
const main = el("main", { id: "main_panes" });
let header: HTMLElement = el("div");
let list: HTMLElement = el("div");
let view: HTMLElement | null = null;

/** The address decides what is shown; everything else follows it. */
function ticketOfAddress(): number | null {
  const id = /^\/agent\/tickets\/(\d+)/.exec(location.pathname)?.[1];
  return id === undefined ? null : Number(id);
}

async function show(): Promise<void> {
  const activeId = ticketOfAddress();
  if (activeId !== null) {
    unread.delete(activeId);
    await mount(activeId);
  }
  // A slow ticket must not come to the front after the agent has gone on to another.
  if (activeId !== ticketOfAddress()) return;
  for (const [id, pane] of panes) pane.setActive(id === activeId);
  view?.remove();
  view = activeId !== null && panes.has(activeId) ? null : viewPane(rows, goTo);
  if (view) main.append(view);
  drawChrome();
}

function drawChrome(): void {
  const activeId = ticketOfAddress();
  const nextHeader = headerTabs(
    [...panes.values()].map((pane) => pane.ticket),
    activeId,
    { open: goTo, close: (id) => void closeTicket(id) },
  );
  const nextList = ticketList(rows, activeId, unread, goTo);
  header.replaceWith(nextHeader);
  const scrolled = list.scrollTop;
  list.replaceWith(nextList);
  nextList.scrollTop = scrolled;
  header = nextHeader;
  list = nextList;
  list.hidden = view !== null;
  const title =
    activeId === null ? undefined : panes.get(activeId)?.ticket.subject;
  document.title =
    title === undefined ? "Acme – Agent workspace" : `${title} – Acme`;
}

function mount(id: number): Promise<void> {
  const started = mounting.get(id) ?? mountTicket(id);
  mounting.set(id, started);
  return started;
}

async function mountTicket(id: number): Promise<void> {
  const ticket = await fetchTicket(id);
  if (!ticket) {
    mounting.delete(id);
    return notify(`Ticket #${id} does not exist.`, true);
  }
  const pane = new TicketPane(ticket, notify);
  main.append(pane.element);
  await pane.mount();
  panes.set(id, pane);
}

function goTo(id: number): void {
  if (id !== ticketOfAddress())
    history.pushState(null, "", `/agent/tickets/${id}`);
  void show();
}

function goToView(): void {
  history.pushState(null, "", "/agent/filters/1");
  void show();
}

async function closeTicket(id: number): Promise<void> {
  const pane = panes.get(id);
  panes.delete(id);
  mounting.delete(id);
  const next = [...panes.keys()].at(-1);
  if (id === ticketOfAddress())
    history.pushState(
      null,
      "",
      next === undefined ? "/agent/filters/1" : `/agent/tickets/${next}`,
    );
  await Promise.all([pane?.unmount(), show()]);
}

async function openAll(ids: number[]): Promise<void> {
  for (const id of ids) await mount(id);
  if (ids[0] !== undefined) goTo(ids[0]);
}

async function obey(event: ServerEvent): Promise<void> {
  if (event.kind === "open") return openAll(event.ticketIds);
  if (event.kind === "replace-composer")
    return panes.get(event.ticketId)?.composer?.mount();
  const pane = panes.get(event.ticketId);
  if (pane) await pane.refresh();
  if (event.ticketId !== ticketOfAddress()) unread.add(event.ticketId);
  rows = await fetchRows();
  if (view) return show();
  drawChrome();
}

function notify(text: string, isFault: boolean): void {
  const notice = el(
    "div",
    {
      class: `notice${isFault ? " notice--fault" : ""}`,
      "data-test-id": "toast",
    },
    text,
  );
  // The newest only: a pile would cover the ticket.
  notices.replaceChildren(notice);
  setTimeout(() => notice.remove(), NOTICE_MS);
}

function rail(): HTMLElement {
  const toView = (label: string, path: string) =>
    el(
      "button",
      { type: "button", "aria-label": label, title: label, onclick: goToView },
      icon(path),
    );
  return el(
    "nav",
    { class: "rail", "aria-label": "Main" },
    el("div", { class: "logo", "aria-hidden": "true" }, "A"),
    toView("Home", HOME_ICON),
    toView("Views", VIEWS_ICON),
  );
}

async function start(): Promise<void> {
  const asked = new URLSearchParams(location.search).get("open");
  const alsoOpen = (asked ?? "")
    .split(",")
    .map(Number)
    .filter((id) => id > 0);
  if (asked !== null) history.replaceState(null, "", location.pathname);
  document.body.append(
    rail(),
    el(
      "header",
      { class: "top" },
      header,
      el("div", { class: "me", title: "Sam Okoro" }, "SO"),
    ),
    list,
    main,
    notices,
  );
  rows = await fetchRows();
  await show();
  // One after the other, so that the tabs stand in the order they were asked for.
  for (const id of alsoOpen) await mount(id);
  drawChrome();
  addEventListener("popstate", () => void show());
  listen((event) => void obey(event));
  const handle: SandboxHandle = {
    editors: {
      get: (ticketId) => panes.get(Number(ticketId))?.composer?.editor ?? null,
    },
    mounted: () => [...panes.keys()],
    open: (...ticketIds) => openAll(ticketIds),
  };
  Object.assign(window, { __sandbox: handle });
}

void start();
