import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { ticketKey, type TicketRef } from "../../src/domain/ticket.ts";
import {
  askFields,
  askSummary,
  askWorker,
  insertReply,
  keptSuggestion,
  reject,
  waitForAnswer,
} from "../e2e/panel-page.ts";
import type { Desk } from "../e2e/desk.ts";
import type { SandboxTicket } from "../sandbox/tickets.ts";
import { draftReport, type DemoReport, type TicketReport } from "./report.ts";

/** What the scripted agent does with drafts, in turn. */
const ACTIONS = ["accept", "edit", "reject", "ignore"] as const;
type Action = (typeof ACTIONS)[number];
const EDIT = " I have added a note about this to your order.";
const OWN_REPLY =
  "Thanks for writing. I will look into this myself and come back to you today.";
const REASONS = [
  "Fact is wrong",
  "Source is out of date",
  "Should act, not reply",
  "Tone",
  "Not needed",
];
const SIGNALS_WITHIN_MS = 30_000;

interface Walked {
  report: TicketReport;
  suggestionId: string | null;
}

/**
 * The loop, ticket by ticket, in the real page and the real panel. Signals of one ticket travel while the next one
 * is worked on, as they do for a person; the outcomes are read at the end from the backend's database.
 */
export async function walk(
  stack: Desk,
  tickets: SandboxTicket[],
  out: string,
  say: (line: string) => void,
): Promise<DemoReport> {
  const startedAt = Date.now();
  mkdirSync(out, { recursive: true });
  // Pictures of an earlier run beside these would tell two stories.
  for (const file of readdirSync(out))
    if (/^\d\d-[a-z-]+\.png$/.test(file)) rmSync(join(out, file));
  const album = createAlbum(stack, out);
  const walked: Walked[] = [];
  let drafts = 0;
  for (const ticket of tickets) {
    const one = await walkTicket(
      stack,
      ticket.id,
      () => ACTIONS[drafts++ % ACTIONS.length] as Action,
      album,
    );
    walked.push(one);
    say(`${ticket.id}  ${one.report.action}`);
  }
  await signalsArrived(stack, walked);
  for (const { report, suggestionId } of walked)
    if (suggestionId) await addOutcome(stack, report, suggestionId);
  return {
    tickets: walked.map(({ report }) => report),
    funnel: await stack.backend.funnel(),
    screenshots: album.files,
    seconds: (Date.now() - startedAt) / 1000,
  };
}

async function walkTicket(
  stack: Desk,
  id: number,
  nextAction: () => Action,
  album: Album,
): Promise<Walked> {
  const { helpdesk, panel } = stack;
  const openedAt = performance.now();
  await stack.at.hands.showTicket(helpdesk, id);
  const answered = await waitForAnswer(panel, id);
  const answerMs = Math.round(performance.now() - openedAt);

  const ref: TicketRef = {
    helpdesk: stack.at.helpdesk,
    accountKey: stack.at.accountKey,
    ticketId: String(id),
  };
  const suggestion =
    answered === "nothing_to_answer"
      ? null
      : await keptSuggestion(panel, ticketKey(ref));
  const lastMessageId = suggestion?.lastMessageId ?? null;
  const report: TicketReport = {
    ticketId: String(id),
    action: answered,
    intent: suggestion?.intents[0]?.intentId ?? null,
    risk: suggestion?.risk ?? null,
    abstained: suggestion ? suggestion.answer.kind === "abstention" : null,
    draft: suggestion && draftReport(suggestion),
    summary: lastMessageId ? await askSummary(panel, stack.tabId, ref) : null,
    fields: lastMessageId
      ? ((await askFields(panel, stack.tabId, ref, lastMessageId)) ?? [])
      : [],
    inserted: false,
    readBack: null,
    sent: null,
    outcome: null,
    retained: null,
    signalAcknowledged: false,
    timings: { ...suggestion?.timings, openedToAnswer: answerMs },
  };
  await album.take(answered, panel);

  if (answered === "draft") {
    report.action = nextAction();
    await act(report.action as Action, stack, id, report, album);
  } else if (answered === "brief") {
    report.action = "handoff note";
    await stack.at.hands.switchTo(helpdesk, id, "internal");
    await insertReply(panel, "Insert handoff note");
    report.inserted = true;
    report.readBack = await stack.at.hands.composerText(helpdesk, id);
    report.sent = await send(stack, id);
  }
  return { report, suggestionId: suggestion?.suggestionId ?? null };
}

async function act(
  action: Action,
  stack: Desk,
  id: number,
  report: TicketReport,
  album: Album,
): Promise<void> {
  const { helpdesk, panel } = stack;
  if (action === "accept" || action === "edit") {
    const pressedAt = performance.now();
    await insertReply(panel);
    report.timings["insert"] = Math.round(performance.now() - pressedAt);
    report.inserted = true;
    report.readBack = await stack.at.hands.composerText(helpdesk, id);
    await album.take("inserted", panel);
    if (action === "edit")
      await stack.at.hands.typeAfterFirstParagraph(helpdesk, id, EDIT);
  } else {
    if (action === "reject") {
      await reject(
        panel,
        REASONS[Number(report.ticketId) % REASONS.length] as string,
      );
      await album.take("rejected", panel);
    }
    await stack.at.hands.typeInComposer(helpdesk, id, OWN_REPLY);
  }
  report.sent = await send(stack, id);
}

/** Press the helpdesk's own button, and read what it stored. */
async function send(stack: Desk, id: number): Promise<string | null> {
  const { hands, sent } = stack.at;
  const before = sent().length;
  await hands.submit(stack.helpdesk, id);
  const patience = Date.now() + 10_000;
  while (sent().length === before && Date.now() < patience)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return sent()[before] ?? null;
}

/** Until every displayed draft has a settled outcome in the database, and the outbox is empty. */
async function signalsArrived(stack: Desk, walked: Walked[]): Promise<void> {
  const patience = Date.now() + SIGNALS_WITHIN_MS;
  const drafted = walked.filter(({ report }) => report.draft !== null);
  for (;;) {
    const status = await askWorker<{ waiting: number }>(stack.panel, {
      type: "outbox.flush",
    });
    const settled = await Promise.all(
      drafted.map(async ({ suggestionId }) => {
        const row = suggestionId
          ? await stack.backend.outcomeOf(suggestionId)
          : null;
        return row !== null && row.outcome !== "pending";
      }),
    );
    if (
      (status?.waiting === 0 && settled.every(Boolean)) ||
      Date.now() > patience
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function addOutcome(
  stack: Desk,
  report: TicketReport,
  suggestionId: string,
): Promise<void> {
  const log = (await stack.backend.signalLog()).filter(
    (row) => row.suggestionId === suggestionId,
  );
  const newest = log.toSorted((a, b) => b.revision - a.revision)[0];
  if (!newest) return;
  // Stored by the backend from a body that its parser accepted.
  const { outcome } = newest.body as {
    outcome: { kind: string; retained?: number };
  };
  report.outcome = outcome.kind;
  report.retained = outcome.retained ?? null;
  report.signalAcknowledged = true;
}

interface Album {
  files: string[];
  take(state: string, panel: Page): Promise<void>;
}

/** One picture of each state, the first time it is met: the helpdesk with the panel beside it. */
function createAlbum(stack: Desk, out: string): Album {
  const files: string[] = [];
  const taken = new Set<string>();
  return {
    files,
    async take(state, panel) {
      if (taken.has(state)) return;
      taken.add(state);
      const [left, right] = await Promise.all([
        stack.helpdesk.screenshot(),
        panel.screenshot(),
      ]);
      const file = join(
        out,
        `${String(files.length + 1).padStart(2, "0")}-${state.replaceAll("_", "-")}.png`,
      );
      await sideBySide(stack, left, right, file);
      files.push(file);
    },
  };
}

async function sideBySide(
  stack: Desk,
  left: Buffer,
  right: Buffer,
  file: string,
): Promise<void> {
  const sheet = await stack.newPage();
  await sheet.setViewportSize({ width: 1440, height: 800 });
  const image = (picture: Buffer) =>
    `data:image/png;base64,${picture.toString("base64")}`;
  await sheet.setContent(
    `<body style="margin:0;display:flex;background:#d5d5d0;gap:1px"><img src="${image(left)}" height="800"><img src="${image(right)}" height="800"></body>`,
  );
  await sheet.screenshot({ path: file });
  await sheet.close();
}
