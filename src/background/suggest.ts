import { CONTRACT_VERSION } from "../contracts/version.ts";
import { knownNames, nameTest } from "../domain/person-names.ts";
import { knownAddressParts } from "../domain/postal-address.ts";
import { textOf, type Suggestion } from "../domain/suggestion.ts";
import {
  lastCustomerMessage,
  ticketKey,
  type Ticket,
  type TicketRef,
} from "../domain/ticket.ts";
import { browser } from "../messaging/browser.ts";
import type { PanelAnswer, PanelRequest } from "../messaging/panel-protocol.ts";
import { beginTrail, recordFacts } from "../outbox/record.ts";
import { keepSuggestion, openQuestion } from "../outbox/suggestions.ts";
import { suggest as askBackend } from "./backend-client.ts";
import {
  connection,
  endpoint,
  isStill,
  messageFor,
  noteFailure,
  noteSuccess,
  noteUnanswered,
} from "./connection.ts";
import { isSwitchedOff } from "./current-pack.ts";
import { db } from "./database.ts";
import { noteReading } from "./outcomes.ts";
import { isSameTicket, tabState, type TabState } from "./tabs.ts";
import { pushWriting } from "./views.ts";

type Request = Extract<PanelRequest, { type: "panel.suggest" }>;
type Answer = PanelAnswer<"panel.suggest">;

/** The question under way for each ticket: a newer one takes its place, and the backend need not finish the old one. */
const underWay = new Map<string, AbortController>();

/** Chrome stops a worker after 30 s without an event; a call to its own API counts as one. */
const STAY_AWAKE_MS = 20_000;

/**
 * Ask the backend for a suggestion. It is bound to one ticket and to its newest customer message: when either is no
 * longer in front once the answer is there, the answer is kept for that ticket and not shown.
 */
export async function suggest(request: Request): Promise<Answer> {
  const to = await endpoint();
  if (!to) return failed("Connect Heed first.");
  if (await isSwitchedOff("draft", request.ref.helpdesk))
    return failed("Your admin has switched drafting off.");
  const tab = await tabState(request.tabId);
  const moved = whatMoved(tab, request);
  if (moved || !tab?.ticket)
    return failed(moved ?? "The ticket is being read.");
  const asked = tab.ticket;
  const askedAt = new Date().toISOString();
  const { instruction, intentId, replaces } = request;
  const row = await openQuestion(db, {
    question: JSON.stringify([
      ticketKey(request.ref),
      request.lastMessageId,
      instruction,
      intentId,
      replaces,
    ]),
    ticketKey: ticketKey(request.ref),
    newId: crypto.randomUUID(),
    now: askedAt,
  });
  if (row.suggestion) return { ok: true, value: row.suggestion };

  const awake = setInterval(
    () => void globalThis.chrome?.runtime?.getPlatformInfo?.(),
    STAY_AWAKE_MS,
  );
  const key = ticketKey(request.ref);
  stopSuggesting(request.ref);
  const stop = new AbortController();
  underWay.set(key, stop);
  const reply = await askBackend(
    to,
    {
      suggestionId: row.suggestionId,
      ticket: asked,
      agentName: tab.me?.name ?? null,
      instruction,
      intentId,
    },
    () => void noteFailure({ kind: "slow" }),
    stop.signal,
    (draft, sources) =>
      pushWriting({
        ref: request.ref,
        lastMessageId: request.lastMessageId,
        draft,
        sources,
      }),
  ).finally(() => {
    clearInterval(awake);
    if (underWay.get(key) === stop) underWay.delete(key);
  });
  if (!reply.ok && stop.signal.aborted) return failed("Stopped.");
  if (!reply.ok) {
    await noteUnanswered(reply.failure);
    return failed(messageFor(reply.failure));
  }
  if (!(await isStill(to))) return failed("Connect Heed first.");
  await noteSuccess();
  const suggestion = reply.value;
  if (!answers(suggestion, row.suggestionId, asked, request.lastMessageId))
    return failed("The backend answered for another ticket. Retry.");

  await remember(suggestion, asked, askedAt, to, tab, request);
  const after = await tabState(request.tabId);
  if (after?.ticket && isSameTicket(after.ticket, asked))
    await noteReading(db, after.ticket, after.me?.userId ?? null, isoNow());
  const movedSince = whatMoved(after, request);
  return movedSince ? failed(movedSince) : { ok: true, value: suggestion };
}

/** Nobody waits for this ticket's draft any more. */
export function stopSuggesting(ref: TicketRef): void {
  underWay.get(ticketKey(ref))?.abort();
}

/** Signing out: nobody waits for any. */
export function stopAllSuggesting(): void {
  for (const one of underWay.values()) one.abort();
}

/** Why a suggestion asked for so would no longer fit what the tab shows; null: it fits. */
function whatMoved(tab: TabState | null, request: Request): string | null {
  if (!tab || !isSameTicket(tab.ref, request.ref))
    return "Another ticket is in front now.";
  if (
    tab.ticket &&
    lastCustomerMessage(tab.ticket)?.messageId !== request.lastMessageId
  )
    return "The customer wrote again. Regenerate for the newest message.";
  return null;
}

function answers(
  suggestion: Suggestion,
  suggestionId: string,
  ticket: Ticket,
  lastMessageId: string,
): boolean {
  return (
    suggestion.suggestionId === suggestionId &&
    isSameTicket(suggestion.ticket, ticket) &&
    suggestion.lastMessageId === lastMessageId
  );
}

async function remember(
  suggestion: Suggestion,
  asked: Ticket,
  askedAt: string,
  { workspaceId, memberId }: { workspaceId: string; memberId: string | null },
  tab: TabState,
  { intentId, replaces }: Request,
): Promise<void> {
  const { helpdesk, accountKey, ticketId } = asked;
  const names = knownNames(asked, tab.me?.name ?? null);
  await keepSuggestion(db, suggestion);
  await beginTrail(db, {
    suggestionId: suggestion.suggestionId,
    ticketKey: ticketKey(asked),
    workspaceId,
    memberId,
    draft: draftText(suggestion),
    // Our own clock, like all the other times of the trail.
    createdAt: askedAt,
    context: {
      ticket: { helpdesk, accountKey, ticketId },
      lastMessageId: suggestion.lastMessageId,
      releaseNumber: suggestion.releaseNumber,
      intentId: intentId ?? suggestion.intents[0]?.intentId ?? null,
      agentId: tab.me?.userId ?? null,
      extensionVersion: browser.runtime.getManifest().version,
      contractVersion: CONTRACT_VERSION,
    },
    names,
    addressParts: knownAddressParts(asked, [], nameTest(names)),
    knownMessageIds: asked.messages.map(({ messageId }) => messageId),
    knownUntil: asked.messages.at(-1)?.at ?? "",
  });
  if (!replaces) return;
  const replaced = await db.trails.get(replaces);
  if (replaced?.ticketKey === ticketKey(asked))
    await recordFacts(
      db,
      replaces,
      [{ kind: "regenerated", at: isoNow() }],
      isoNow(),
    );
}

/** What a reply is compared with: the text that would be sent to the customer. */
function draftText({ answer }: Suggestion): string {
  if (answer.kind === "draft") return textOf(answer.draft);
  return answer.kind === "brief" && answer.acknowledgement
    ? textOf(answer.acknowledgement)
    : "";
}

async function failed(message: string): Promise<Answer> {
  return { ok: false, message, connection: await connection() };
}

function isoNow(): string {
  return new Date().toISOString();
}
