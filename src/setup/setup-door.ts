import type { PanelAnswer, PanelRequest } from "../messaging/panel-protocol.ts";

/** What the options page needs from the browser. */
export interface SetupDoor {
  ask: <T extends PanelRequest["type"]>(
    request: Extract<PanelRequest, { type: T }>,
  ) => Promise<PanelAnswer<T>>;
  /** Shows the browser's own question. Must be called in the click itself, before anything is awaited. */
  requestPermission: (pattern: string) => Promise<boolean>;
}
