import { browser, type Sender } from "./browser.ts";
import { closeNetwork } from "./close-network.ts";
import {
  panelAnswers,
  panelPush,
  type PanelAnswer,
  type PanelPush,
  type PanelRequest,
} from "./panel-protocol.ts";

// Whoever asks the worker has no need of a network of its own.
if (typeof document !== "undefined") closeNetwork(document);

/** A one-time code is spent by the first try; everything else may be asked twice without harm. */
const ASKED_ONCE: PanelRequest["type"][] = ["options.connect"];

/**
 * Ask the worker, as a page of the extension. Never throws: a worker that was stopped in the middle is asked again
 * once, and what then still fails is an answer with words for the agent.
 */
export async function ask<T extends PanelRequest["type"]>(
  request: Extract<PanelRequest, { type: T }>,
): Promise<PanelAnswer<T>> {
  const attempts = ASKED_ONCE.includes(request.type) ? 1 : 2;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const answer = await browser.runtime
      .sendMessage(request)
      .catch(() => undefined);
    const parsed = panelAnswers[request.type as T].safeParse(answer);
    if (parsed.success) return parsed.data as PanelAnswer<T>; // the schema of T just read it
  }
  return {
    ok: false,
    message: "Heed did not answer. Try again; if it lasts, reload the tab.",
    connection: null,
  } as PanelAnswer<T>; // every answer's union holds this failure
}

/** Hear what the worker pushes. Returns the function that stops listening. */
export function onPush(listener: (push: PanelPush) => void): () => void {
  const hear = (message: unknown, sender: Sender): undefined => {
    // A content script's messages reach this page too; only the worker has neither tab nor another origin.
    if (sender.id !== browser.runtime.id || sender.tab) return undefined;
    const push = panelPush.safeParse(message);
    if (push.success) listener(push.data);
    return undefined;
  };
  browser.runtime.onMessage.addListener(hear);
  return () => browser.runtime.onMessage.removeListener(hear);
}
