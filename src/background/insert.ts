import { htmlFromText } from "../adapters/html-from-text.ts";
import { PAGE_MESSAGE } from "../adapters/page-message.ts";
import { mayInsert } from "../domain/may-insert.ts";
import { textOf, type Suggestion } from "../domain/suggestion.ts";
import { lastCustomerMessage } from "../domain/ticket.ts";
import { forbids, writeLimitOf } from "../domain/write-limit.ts";
import type { InsertResult } from "../messaging/page-protocol.ts";
import type { PanelAnswer, PanelRequest } from "../messaging/panel-protocol.ts";
import { recordFacts } from "../outbox/record.ts";
import { editOf, suggestionById } from "../outbox/suggestions.ts";
import { count } from "./count.ts";
import { isSwitchedOff } from "./current-pack.ts";
import { db } from "./database.ts";
import { handoffFor } from "./handoff.ts";
import { insertIntoPage } from "./page-door.ts";
import { allTabs, isSameTicket, tabState, type TabState } from "./tabs.ts";

type Request = Extract<PanelRequest, { type: "panel.insert" }>;
type Answer = PanelAnswer<"panel.insert">;

/** A page shows at least one of these, however far it is scrolled. */
const MOST_IDS = 200;

/** Bring a suggestion's text into the composer of the ticket it was made for, and of no other. */
export async function insert(request: Request): Promise<Answer> {
  const suggestion = await suggestionById(db, request.suggestionId);
  const tab = await tabState(request.tabId);
  if (!suggestion)
    return failed("This draft is no longer kept here. Regenerate it.");
  const composerText = tab?.composer?.text ?? "";
  if (!tab || !isSameTicket(tab.ref, suggestion.ticket))
    return refused("wrong_ticket", composerText);

  const { helpdesk } = suggestion.ticket;
  const isNotTrusted = tab.health?.mayInsert === false;
  if (isNotTrusted) count(helpdesk, [{ kind: "insert", name: "not_trusted" }]);
  if (isNotTrusted || (await isSwitchedOff("insert", helpdesk)))
    return failed("Heed inserts nothing here now. Copy the draft instead.");

  // The agent's own words replace a reply, never a brief or an approved acknowledgement.
  const edited =
    request.part === "reply" ? await editOf(db, request.suggestionId) : null;
  const permission =
    request.part === "handoff"
      ? await handoffFor(suggestion, tab)
      : mayInsert(
          suggestion,
          request.part,
          request.ticked,
          await isSuperseded(suggestion, tab),
          edited,
        );
  if (!permission.ok)
    return permission.reason === "not_allowed"
      ? failed(permission.message)
      : refused(permission.reason, composerText);

  if (forbids(writeLimitOf(tab.ticket, tab.me), permission.draft.destination))
    return failed("This text cannot be written here. Copy it instead.");

  const text = edited ?? textOf(permission.draft);
  const result = await insertIntoPage(request.tabId, {
    type: "page.insert",
    ticketId: suggestion.ticket.ticketId,
    destination: permission.draft.destination,
    mode: request.mode,
    html: htmlFromText(text),
    text,
    messageIds: idsOf(tab),
    expectedText: request.expectedText,
  });
  count(helpdesk, [{ kind: "insert", name: nameOf(result) }]);
  if (!result)
    return failed(
      "The page did not answer. See what the composer holds; reload the tab if Heed stays silent.",
    );
  // A note: what becomes of it is no outcome of a reply.
  if (result.ok && permission.draft.destination === "public")
    await noteInserted(suggestion);
  return { ok: true, value: result };
}

function nameOf(result: InsertResult | null) {
  if (!result) return "no_answer" as const;
  return result.ok ? ("inserted" as const) : result.reason;
}

/** A draft taken with Copy: counted where Insert was not trusted. */
export async function countCopy(suggestionId: string): Promise<void> {
  const suggestion = await suggestionById(db, suggestionId);
  if (!suggestion) return;
  const { ticket } = suggestion;
  const isNotTrusted = (await allTabs()).some(
    (tab) => isSameTicket(tab.ref, ticket) && tab.health?.mayInsert === false,
  );
  if (isNotTrusted)
    count(ticket.helpdesk, [{ kind: "insert", name: "copied" }]);
}

/** The newest, as the page shows them; those it gave itself without the mark that says so. */
function idsOf({ ticket }: TabState): string[] {
  return (ticket?.messages ?? [])
    .slice(-MOST_IDS)
    .map(({ messageId }) => messageId.replace(PAGE_MESSAGE, ""));
}

async function noteInserted({ suggestionId }: Suggestion): Promise<void> {
  const now = new Date().toISOString();
  await recordFacts(db, suggestionId, [{ kind: "inserted", at: now }], now);
}

async function isSuperseded(
  suggestion: Suggestion,
  tab: TabState,
): Promise<boolean> {
  const trail = (await db.trails.get(suggestion.suggestionId))?.trail;
  const newest = tab.ticket && lastCustomerMessage(tab.ticket)?.messageId;
  return (
    (trail?.newerMessageAt ?? trail?.regeneratedAt ?? null) !== null ||
    // Read from the page, a message has another id than in the API; then only the trail knows.
    (tab.ticket?.completeness === "full" &&
      newest !== suggestion.lastMessageId &&
      !suggestion.lastMessageId.startsWith("page:"))
  );
}

function refused(
  reason: "wrong_ticket" | "findings_open" | "superseded",
  composerText: string,
): Answer {
  return { ok: true, value: { ok: false, reason, composerText } };
}

function failed(message: string): Answer {
  return { ok: false, message, connection: null };
}
