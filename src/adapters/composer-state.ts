import type {
  ComposerMode,
  ComposerState,
} from "../messaging/page-protocol.ts";
import { plainText } from "./plain-text.ts";

/** What is told of a ticket's composer. `editable` null: there is none, or nobody can say which it is. */
export function composerState(
  ticketId: string,
  editable: HTMLElement | null,
  mode: ComposerMode,
): ComposerState {
  return {
    ticketId,
    present: editable !== null,
    mode,
    text: editable ? plainText(editable) : "",
  };
}
