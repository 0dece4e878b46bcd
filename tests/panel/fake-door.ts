import type { Door } from "../../src/panel/door.ts";
import type {
  ConnectionState,
  PanelAnswer,
  PanelPush,
  PanelRequest,
} from "../../src/messaging/panel-protocol.ts";
import {
  FIELDS,
  NOW,
  SUMMARY,
  TAB_ID,
  TOPICS,
  suggestion,
  view,
} from "./canned.ts";

type Answers = {
  [T in PanelRequest["type"]]?: (
    request: Extract<PanelRequest, { type: T }>,
  ) => PanelAnswer<T> | Promise<PanelAnswer<T>>;
};

export interface FakeDoor extends Door {
  /** Everything that was asked, in order. */
  asked: PanelRequest[];
  askedOf: <T extends PanelRequest["type"]>(
    type: T,
  ) => Extract<PanelRequest, { type: T }>[];
  push: (push: PanelPush) => void;
  /** How many listen to what is pushed. */
  listening: () => number;
  copied: string[];
  opened: string[];
}

/** A small worker that knows one ticket. `answers` replaces what a case is about; `never` is one that does not come. */
export function createFakeDoor(
  answers: Answers = {},
  shortcuts: Record<string, string> = {},
): FakeDoor {
  const ok = <V>(value: V) => ({ ok: true as const, value });
  const usual: Answers = {
    "panel.view": () => ok(view()),
    "panel.suggest": () => ok(suggestion()),
    "panel.summarise": () => ok(SUMMARY),
    "panel.extract": () => ok(FIELDS),
    "panel.similar": () => ok([]),
    "panel.insert": () => ok({ ok: true, readBack: "" }),
    "panel.show-message": () => ok(true),
    "panel.focus-composer": () => ok(true),
    "panel.take-command": () => ok(null),
    "panel.intents": () => ok(TOPICS),
    "outbox.flush": () => ok({ waiting: 0 }),
  };
  const listeners = new Set<(push: PanelPush) => void>();
  const door: FakeDoor = {
    asked: [],
    askedOf: <T extends PanelRequest["type"]>(type: T) =>
      door.asked.filter(
        (request): request is Extract<PanelRequest, { type: T }> =>
          request.type === type,
      ),
    copied: [],
    opened: [],
    push: (push) => listeners.forEach((listener) => listener(push)),
    listening: () => listeners.size,
    ask: async <T extends PanelRequest["type"]>(
      request: Extract<PanelRequest, { type: T }>,
    ) => {
      door.asked.push(request);
      const answer = answers[request.type as T] ?? usual[request.type as T];
      // Requests without a value of their own are simply heard.
      return answer ? await answer(request) : (ok(null) as PanelAnswer<T>);
    },
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    activeTabId: async () => TAB_ID,
    onActiveTabChanged: () => () => undefined,
    openOptions: () => door.opened.push("options"),
    openKeySettings: () => door.opened.push("keys"),
    commandShortcuts: async () => shortcuts,
    copyText: async (text) => {
      door.copied.push(text);
      return true;
    },
    now: () => NOW,
  };
  return door;
}

export const never = () => new Promise<never>(() => undefined);

/** The worker's "no", the same for every request. */
export function failing(
  message: string,
  connection: ConnectionState | null = null,
) {
  return { ok: false as const, message, connection };
}
