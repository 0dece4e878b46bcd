import type { PageCommand, PageMessage } from "./page-protocol.ts";

/**
 * The content script's end of the messages. It speaks to `chrome.runtime` itself: the polyfill would be the larger
 * part of a script that runs in every helpdesk page.
 */

/** undefined once the extension was updated or removed: this script is an orphan then, and nobody hears it. */
export function runtimeId(): string | undefined {
  return globalThis.chrome?.runtime?.id;
}

/** Chrome starts a stopped worker at once, but a message sent while it dies is lost. */
const REPEAT_AFTER_MS = [100, 400, 1500];
let inTurn: Promise<unknown> = Promise.resolve();

/** Tell the worker, in order, and again until it says that it heard. */
export function tellWorker(message: PageMessage): void {
  inTurn = inTurn.then(() => tellUntilHeard(message));
}

/** Resolves when all that was told until now has been heard, or given up. */
export function allHeard(): Promise<unknown> {
  return inTurn;
}

async function tellUntilHeard(message: PageMessage): Promise<void> {
  for (const ms of REPEAT_AFTER_MS) {
    if (runtimeId() === undefined) return;
    const heard = await chrome.runtime
      .sendMessage(message)
      .catch(() => undefined);
    if (heard === true) return;
    await new Promise((next) => setTimeout(next, ms));
  }
}

/** Obey the worker. A handler that returns undefined does not know the command. Returns the function that stops. */
export function onCommand(
  handle: (command: PageCommand) => unknown,
): () => void {
  const listen = (
    message: unknown,
    sender: chrome.runtime.MessageSender,
    respond: (answer: unknown) => void,
  ): boolean => {
    // Pages cannot reach this listener, and no other extension may.
    if (sender.id !== runtimeId()) return false;
    const answer = handle(message as PageCommand); // said by our own worker, in this version
    if (answer === undefined) return false;
    Promise.resolve(answer).then(respond, () => respond(undefined));
    return true;
  };
  chrome.runtime.onMessage.addListener(listen);
  return () => {
    if (runtimeId() !== undefined)
      chrome.runtime.onMessage.removeListener(listen);
  };
}
