import type {
  ConnectionState,
  PanelAnswer,
  PanelRequest,
} from "../messaging/panel-protocol.ts";
import type { Door } from "./door.ts";
import { words } from "./words.ts";

/** The worker's "no", with its words and, where it knows, what the connection looks like now. */
export class AskFailure extends Error {
  readonly connection: ConnectionState | null;

  constructor(message: string, connection: ConnectionState | null) {
    super(message);
    this.name = "AskFailure";
    this.connection = connection;
  }
}

type Value<T extends PanelRequest["type"]> = Extract<
  PanelAnswer<T>,
  { ok: true }
>["value"];

/** Asks the worker and unwraps the value; every kind of failure comes out as an AskFailure. */
export async function valueOf<T extends PanelRequest["type"]>(
  door: Door,
  request: Extract<PanelRequest, { type: T }>,
): Promise<Value<T>> {
  const answer = await door.ask(request).catch(() => {
    // The extension was updated or reloaded under the open panel.
    throw new AskFailure(words.workerGone, null);
  });
  if (!answer.ok) throw new AskFailure(answer.message, answer.connection);
  return answer.value as Value<T>; // the answer to T holds T's value
}
