import type { ConnectionState } from "../messaging/panel-protocol.ts";
import { words } from "./words.ts";

/** What keeps Heed from working, as a title and what to do. null: nothing does. */
export function connectionWords(
  connection: ConnectionState,
): { title: string; text: string } | null {
  switch (connection.kind) {
    case "ok":
      return null;
    case "not_connected":
      return { title: words.connectTitle, text: words.connectText };
    case "offline":
      return { title: words.offlineTitle, text: words.offlineText };
    case "signed_out":
      return { title: words.signedOutTitle, text: words.signedOutText };
    case "backend_error":
      return {
        title:
          connection.code === "slow"
            ? words.slowTitle
            : words.errorTitle(connection.code),
        text: words.errorText,
      };
    case "versions_differ":
      return {
        title: words.versionsTitle(connection.heedIs),
        text: words.versionsText(connection.heedIs),
      };
  }
}
