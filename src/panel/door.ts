import { createContext, useContext } from "react";
import type {
  PanelAnswer,
  PanelPush,
  PanelRequest,
} from "../messaging/panel-protocol.ts";

export type Ask = <T extends PanelRequest["type"]>(
  request: Extract<PanelRequest, { type: T }>,
) => Promise<PanelAnswer<T>>;

/**
 * All that the panel needs from the browser. The extension passes the real one (`src/sidepanel.tsx`); tests pass a
 * small one of their own. Nothing below this file knows that it runs in an extension.
 */
export interface Door {
  /** Asks the worker. What goes wrong is an answer, with words for the agent. */
  ask: Ask;
  onPush: (listener: (push: PanelPush) => void) => () => void;
  activeTabId: () => Promise<number | null>;
  onActiveTabChanged: (listener: () => void) => () => void;
  openOptions: () => void;
  /** The browser's page of keyboard shortcuts, where there is one. */
  openKeySettings: () => void;
  /** As the browser has them now, by command name; a command without a key is missing. */
  commandShortcuts: () => Promise<Record<string, string>>;
  copyText: (text: string) => Promise<boolean>;
  now: () => Date;
}

export const DoorContext = createContext<Door | null>(null);

export function useDoor(): Door {
  const door = useContext(DoorContext);
  if (door === null) throw new Error("The panel stands outside a DoorContext");
  return door;
}
