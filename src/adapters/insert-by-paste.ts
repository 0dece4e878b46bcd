import type {
  InsertCommand,
  InsertResult,
} from "../messaging/page-protocol.ts";
import { plainText, sameWords } from "./plain-text.ts";

/** With no pause after the selection, editors insert at the old caret and keep the old text (measured). */
const SELECTION_WAIT_MS = 30;
/** A helpdesk that draws its composer anew does so once; one that keeps doing so is left alone. */
const TRIES = 3;
/** Longer than any adapter wants its page to have stood still. */
const STANDS_STILL_MS = 450;
/** Read back after each of these; an editor is busy longer on a slow machine. */
const READ_BACK_AFTER_MS = [50, 100, 250, 600];

/** The composer that a command may enter as the page stands now, or why there is none. */
export type FoundComposer = { ok: true; editable: HTMLElement } | Refusal;

type Refusal = Extract<InsertResult, { ok: false }>;

export function refuse(reason: Refusal["reason"], composerText = ""): Refusal {
  return { ok: false, reason, composerText };
}

let inTurn: Promise<unknown> = Promise.resolve();

/**
 * Put a text into the composer of one ticket: a synthetic paste, read back. It never sends, never switches between
 * reply and note, and leaves the composer alone whenever anything is not as the agent saw it. One at a time, so
 * that the second of two quick presses finds what the first one did.
 * @param find resolves the composer anew from the page's address; asked again right before the paste
 */
export function insertByPaste(
  page: Document,
  command: InsertCommand,
  find: () => FoundComposer,
): Promise<InsertResult> {
  const mine = inTurn.then(() => insertNow(page, command, find));
  inTurn = mine.catch(() => undefined);
  return mine;
}

async function insertNow(
  page: Document,
  command: InsertCommand,
  find: () => FoundComposer,
): Promise<InsertResult> {
  for (let tries = 0; ; tries++) {
    const before = find();
    if (!before.ok) return before;
    const { editable } = before;
    const text = plainText(editable);
    if (isDone(text, command)) return { ok: true, readBack: text };
    const isAsSeen = sameWords(text) === sameWords(command.expectedText);
    if (!isAsSeen || tries === TRIES) return refuse("composer_changed", text);

    await placeCaret(page, editable, command.mode);

    // The agent may have switched tickets, or typed, while we waited.
    const after = find();
    if (!after.ok && after.reason === "wrong_ticket" && tries < TRIES) {
      // A page that is drawn anew names no ticket for a moment; one that was left is refused on the next look.
      await wait(STANDS_STILL_MS);
      continue;
    }
    if (!after.ok) return after;
    // Drawn anew meanwhile: the new one is looked at as the first one was.
    if (after.editable !== editable) continue;
    if (plainText(editable) !== text)
      return refuse("composer_changed", plainText(editable));
    const isHandled = paste(
      editable,
      command,
      command.mode === "append" && text !== "",
    );
    return readBack(editable, command, isHandled);
  }
}

async function placeCaret(
  page: Document,
  editable: HTMLElement,
  mode: InsertCommand["mode"],
): Promise<void> {
  editable.focus({ preventScroll: true });
  const range = page.createRange();
  range.selectNodeContents(editable);
  if (mode === "append") range.collapse(false);
  const selection = page.getSelection();
  const changed = new Promise<void>((resolve) => {
    page.addEventListener("selectionchange", () => resolve(), { once: true });
    setTimeout(resolve, SELECTION_WAIT_MS);
  });
  selection?.removeAllRanges();
  selection?.addRange(range);
  await changed;
  // The event may be the one that focusing caused; the editor reads the selection in a task after its own.
  await wait(SELECTION_WAIT_MS / 3);
}

/**
 * Both types: one report from the real Zendesk says that plain text alone is ignored there. Firefox knows no
 * `clipboardData` here and takes `dataType` and `data` instead; Chromium passes over those two (measured in both).
 */
function paste(
  editable: HTMLElement,
  command: InsertCommand,
  leavesBlankLine: boolean,
): boolean {
  const clipboardData = new DataTransfer();
  // Without an empty paragraph first, the draft's first line would run on from the agent's last one.
  const lead = leavesBlankLine ? "<p></p><p></p>" : "";
  const html = lead + command.html;
  clipboardData.setData("text/html", html);
  clipboardData.setData(
    "text/plain",
    (leavesBlankLine ? "\n\n" : "") + command.text,
  );
  const init: ClipboardEventInit & { dataType: string; data: string } = {
    clipboardData,
    dataType: "text/html",
    data: html,
    bubbles: true,
    cancelable: true,
    composed: true,
  };
  const event = new ClipboardEvent("paste", init);
  editable.dispatchEvent(event);
  return event.defaultPrevented;
}

/** An editor that says it took the paste proves nothing; what stands in it afterwards does. */
async function readBack(
  editable: HTMLElement,
  command: InsertCommand,
  isHandled: boolean,
): Promise<InsertResult> {
  for (const ms of isHandled ? READ_BACK_AFTER_MS : [50]) {
    await wait(ms);
    const text = plainText(editable);
    if (isDone(text, command)) return { ok: true, readBack: text };
  }
  return refuse("not_taken", plainText(editable));
}

/**
 * The composer holds what the command asked for, and still holds what the agent had. An append counts as done when
 * the draft already stands at the end: a second press, or a repeat after a lost answer, does not write it twice.
 */
function isDone(composerText: string, command: InsertCommand): boolean {
  const now = sameWords(composerText);
  const draft = sameWords(command.text);
  if (command.mode === "replace") return now === draft;
  const had = sameWords(command.expectedText);
  return draft !== "" && now.startsWith(had) && now.endsWith(draft);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
