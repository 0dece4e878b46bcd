import type { Feature } from "../domain/delivered-pack.ts";
import { ticketKey, type TicketRef } from "../domain/ticket.ts";
import type { Fact } from "../domain/trail.ts";
import type { PanelRequest } from "../messaging/panel-protocol.ts";
import { waiting } from "../outbox/flush.ts";
import { recordFacts } from "../outbox/record.ts";
import { editOf, keepEdit, markDisplayed } from "../outbox/suggestions.ts";
import { extract, rewrite, summarise, type Reply } from "./backend-client.ts";
import { refreshBadgesSoon } from "./badge.ts";
import { addBrand, brands, removeBrand } from "./brands.ts";
import { takeCommand } from "./commands.ts";
import {
  address,
  connect,
  connection,
  draftWhen,
  endpoint,
  isSameMember,
  isStill,
  messageFor,
  noteSuccess,
  noteUnanswered,
  saveDraftWhen,
  testAgainIfOld,
  testConnection,
} from "./connection.ts";
import { isHelpdeskOff, isSwitchedOff, refreshPack } from "./current-pack.ts";
import { db } from "./database.ts";
import { deliver } from "./deliver.ts";
import { deliverCounts } from "./deliver-counts.ts";
import { answerError } from "./error.ts";
import { askPage } from "./handle-page.ts";
import { countCopy, insert } from "./insert.ts";
import { readHealth } from "./health.ts";
import { readMyRecord } from "./my-record.ts";
import { backToComposer } from "./focus.ts";
import { keepSummary } from "./handoff.ts";
import { listIntents } from "./intents.ts";
import { askToTellAgain, showInPage } from "./page-door.ts";
import { readTab } from "./read.ts";
import { recheckText } from "./recheck.ts";
import { search } from "./search.ts";
import { findSimilar } from "./similar.ts";
import { forgetTexts, signOut } from "./sign-out.ts";
import { stopSuggesting, suggest } from "./suggest.ts";
import { allTabs, isSameTicket, tabState } from "./tabs.ts";
import { pushAllViews, pushView, viewOf } from "./views.ts";

/** What the extension's own pages ask for. One line per request; the work is in the file named after it. */
export async function handlePanel(request: PanelRequest): Promise<unknown> {
  const now = new Date().toISOString();
  switch (request.type) {
    case "panel.view":
      return done(await view(request.tabId));
    case "panel.suggest":
      return suggest(request);
    case "panel.summarise":
      return aboutTicket(request, async (to, ticket) => {
        const reply = await summarise(to, ticket, request.written);
        if (reply.ok && (await isStill(to)))
          await keepSummary(request.tabId, ticket, reply.value.summary);
        return mapped(reply, ({ summary }) => summary);
      });
    case "panel.extract":
      return aboutTicket(request, async (to, ticket) =>
        mapped(await extract(to, ticket), ({ fields }) => fields),
      );
    case "panel.similar":
      return aboutTicket(request, (to, ticket) =>
        findSimilar(to, ticket, request.tabId),
      );
    case "panel.insert": {
      const answer = await insert(request);
      return afterFact(answer);
    }
    case "panel.displayed":
      await markDisplayed(db, request.suggestionId);
      return fact(request.suggestionId, { kind: "displayed", at: now });
    case "panel.copied":
      await countCopy(request.suggestionId);
      return fact(request.suggestionId, { kind: "copied", at: now });
    case "panel.reject": {
      const { reason, note } = request;
      return fact(request.suggestionId, {
        kind: "rejected",
        at: now,
        reason,
        note,
      });
    }
    case "panel.withdraw-rejection":
      return fact(request.suggestionId, {
        kind: "rejection_withdrawn",
        at: now,
      });
    case "panel.show-message":
      return done(await show(request.tabId, request.ref, request.messageId));
    case "panel.edit-draft":
      await keepEdit(db, request.suggestionId, request.text);
      return done(null);
    case "panel.edited-draft":
      return done(await editOf(db, request.suggestionId));
    case "panel.rewrite":
      return aboutTicket(request, async (to, ticket) =>
        rewrite(to, {
          ticket,
          text: request.text,
          how: request.how,
          agentName: (await tabState(request.tabId))?.me?.name ?? null,
        }),
      );
    case "panel.recheck":
      return done(
        await recheckText(request.tabId, request.suggestionId, request.text),
      );
    case "panel.search":
      return search(request.query, request.expired);
    case "panel.choose-intent":
      return fact(request.suggestionId, {
        kind: "intent_chosen",
        at: now,
        intentId: request.intentId,
      });
    case "panel.flag-source": {
      const { type: _type, suggestionId, ...flag } = request;
      return fact(suggestionId, { kind: "source_flagged", at: now, ...flag });
    }
    case "panel.correct-field": {
      const { type: _type, suggestionId, ...correction } = request;
      return fact(suggestionId, {
        kind: "field_corrected",
        at: now,
        ...correction,
      });
    }
    case "panel.class-edit":
      return fact(request.suggestionId, {
        kind: "edit_classed",
        at: now,
        editClass: request.editClass,
      });
    case "panel.intents":
      return listIntents();
    case "panel.stop":
      stopSuggesting(request.ref);
      return done(null);
    case "panel.focus-composer":
      return done(await backToComposer(request.tabId));
    case "panel.take-command":
      return done(takeCommand(request.tabId));
    case "panel.closing":
      refreshBadgesSoon();
      return done(null);
    case "options.connect": {
      const before = await endpoint();
      const connected = await connect(request.address, request.code);
      if (connected.ok && before && !isSameMember(before, await endpoint()))
        await forgetTexts();
      void deliver();
      if (connected.ok) {
        await refreshPack();
        // What stood in their composers was not kept until now.
        for (const { tabId } of await allTabs()) void askToTellAgain(tabId);
      }
      return connected.ok ? done(connected.state) : failed(connected.message);
    }
    case "options.test":
      return done(await testConnection());
    case "options.disconnect":
      return done(await signOut());
    case "options.settings":
      return done({
        address: await address(),
        draftWhen: await draftWhen(),
        connection: await connection(),
        brands: await brands(),
      });
    case "options.record":
      return readMyRecord();
    case "options.health":
      return readHealth();
    case "options.save":
      await saveDraftWhen(request.draftWhen);
      return done(null);
    case "options.add-brand": {
      const added = await addBrand(request.address);
      return added.ok ? done(await brands()) : failed(added.message);
    }
    case "options.remove-brand":
      await removeBrand(request.host);
      return done(await brands());
    case "outbox.flush":
      await deliver();
      void deliverCounts().catch(answerError);
      return done({ waiting: await waiting(db) });
  }
}

async function view(tabId: number) {
  if (!(await tabState(tabId))?.ref) await askPage(tabId);
  const tab = await tabState(tabId);
  // Reading goes on behind the answer: the panel shows that it is being read.
  if (
    tab?.ref &&
    !tab.ticket &&
    !tab.readError &&
    (await endpoint()) &&
    !(await isHelpdeskOff(tab.ref.helpdesk))
  )
    void readTab(tabId, tab.ref).finally(() => pushView(tabId));
  void testAgainIfOld();
  return viewOf(tabId);
}

/** Answered only once it is on the disk. */
async function fact(suggestionId: string, it: Fact) {
  await recordFacts(db, suggestionId, [it], it.at);
  return afterFact(done(null));
}

async function afterFact<T>(answer: T): Promise<T> {
  void deliver().then(pushAllViews);
  return answer;
}

type TicketQuestion = Extract<
  PanelRequest,
  {
    type:
      "panel.summarise" | "panel.extract" | "panel.rewrite" | "panel.similar";
  }
>;

const FEATURE_OF = {
  "panel.summarise": "summary",
  "panel.extract": "fields",
  "panel.rewrite": "fields",
  "panel.similar": "similar",
} as const satisfies Record<TicketQuestion["type"], Feature>;

async function aboutTicket<T>(
  { tabId, ref, type }: TicketQuestion,
  ask: (
    to: NonNullable<Awaited<ReturnType<typeof endpoint>>>,
    ticket: NonNullable<Awaited<ReturnType<typeof viewOf>>["ticket"]>,
  ) => Promise<Reply<T>>,
) {
  const [to, tab] = await Promise.all([endpoint(), tabState(tabId)]);
  if (!to) return failed("Connect Heed first.");
  if (!tab?.ticket || !isSameTicket(tab.ref, ref))
    return failed("Another ticket is in front now.");
  if (await isSwitchedOff(FEATURE_OF[type], ref.helpdesk))
    return failed("Your admin has switched this off.");
  const reply = await ask(to, tab.ticket);
  if (!reply.ok) {
    await noteUnanswered(reply.failure);
    return failed(messageFor(reply.failure));
  }
  await noteSuccess();
  return done(reply.value);
}

async function show(
  tabId: number,
  ref: TicketRef,
  messageId: string,
): Promise<boolean> {
  const tab = await tabState(tabId);
  const message = tab?.ticket?.messages.find(
    (one) => one.messageId === messageId,
  );
  return tab?.ref && message && ticketKey(tab.ref) === ticketKey(ref)
    ? showInPage(tabId, ref.ticketId, messageId, message.at)
    : false;
}

function mapped<A, B>(reply: Reply<A>, map: (value: A) => B): Reply<B> {
  return reply.ok ? { ok: true, value: map(reply.value) } : reply;
}

function done<T>(value: T) {
  return { ok: true as const, value };
}

async function failed(message: string) {
  return { ok: false as const, message, connection: await connection() };
}
