import type { ConnectionState } from "../messaging/panel-protocol.ts";
import { numberOf, shareOf } from "../panel/dates.ts";

/** Every string of the options page. */
export const words = {
  title: "Heed settings",
  connection: "Connection",
  connectTitle: "Connect Heed to your team",
  connectText: "Your admin has the address and the code.",
  address: "Backend address",
  addressExample: "https://heed.example.com",
  code: "Pairing code",
  codeHint: "Works once, for 15 minutes.",
  connect: "Connect",
  connecting: "Connecting",
  enter: "Enter",
  addressMissing:
    "Type the backend's address. It looks like https://heed.example.com",
  codeMissing: "Type the pairing code. Your admin can make one.",
  notAllowed: (host: string) =>
    `The browser has not allowed Heed to reach ${host}. Press Connect and allow it.`,
  test: "Test the connection",
  testing: "Testing",
  disconnect: "Disconnect",
  disconnectText: "Disconnecting forgets the drafts kept on this computer.",
  facts: {
    address: "Address",
    workspace: "Team",
    member: "You",
    release: "Release",
  },
  noRelease: "None yet; Heed abstains until there is one",
  works: (team: string, member: string, release: number | null) =>
    `The connection works: ${team}, as ${member}, ${release === null ? "no release yet" : `release ${release}`}.`,
  draftWhen: "When to draft",
  always: "When a ticket opens",
  onClick: "When I ask",
  onClickHint: "Nothing about a ticket is sent to the backend until then.",
  saved: "Saved",
  brands: "Zendesk on your own address",
  brandsText:
    "Only if your agents open Zendesk at an address of your company's, such as support.example.com. NAME.zendesk.com and Intercom need nothing here.",
  brandAddress: "Address of Zendesk",
  brandExample: "https://support.example.com",
  addBrand: "Add",
  allowBrand: (host: string) => `Allow ${host}`,
  removeBrand: (host: string) => `Remove ${host}`,
  brandRevoked: "The browser does not allow it any more: Heed is silent there.",
  brandNotAllowed: (host: string) =>
    `The browser has not allowed Heed at ${host}. Press Add and allow it, or ask your admin to.`,
  record: "Your record",
  recordText:
    "What Heed has stored about your drafts: how each ended, and the reply as sent with personal data replaced.",
  showRecord: "Show your record",
  readingRecord: "Reading your record",
  recordCount: (shown: number, total: number) =>
    total === 0
      ? "Nothing is recorded about you."
      : shown < total
        ? `The newest ${numberOf(shown)} of ${numberOf(total)} entries.`
        : total === 1
          ? "1 entry."
          : `${numberOf(total)} entries.`,
  recordLine: (ticketId: string, outcome: string) =>
    `Ticket ${ticketId}: ${outcome}`,
  outcomes: {
    pending: "shown, not decided yet",
    accepted: "sent unchanged",
    edited: "sent, edited",
    rejected: "rejected",
    ignored: "not used",
    superseded: "overtaken",
  } as Record<string, string>,
  kept: (share: number) => `(${shareOf(share)} of the draft kept)`,
  because: (reason: string) => `, “${reason}”`,
  recordedAt: (day: string, time: string) => `${day}, ${time}`,
  keptText: "Text that was kept",
  health: "Knowledge health",
  healthText:
    "For leads and admins: what is wrong with the sources that answer now, and what mends it.",
  showHealth: "Check the knowledge",
  readingHealth: "Checking the knowledge",
  healthNoRelease: "There is no release yet, so there is nothing to check.",
  healthCount: (release: number, documents: number, rows: number) =>
    rows === 0
      ? `Release ${release}, ${documents} documents: nothing to mend.`
      : `Release ${release}, ${documents} documents: ${rows} to look at.`,
  healthSection: (title: string, total: number) => `${title} (${total})`,
  healthMore: (count: number) =>
    `${count} more; npx heed knowledge health --json lists all.`,
  healthOwner: (owner: string) => `Owner: ${owner}.`,
  reading: "Reading the settings",
  gone: "Heed did not answer. Reload this page.",
} as const;

/** What is wrong with the connection and what to do, or null when nothing is. */
export function connectionTrouble(connection: ConnectionState): string | null {
  switch (connection.kind) {
    case "ok":
    case "not_connected":
      return null;
    case "offline":
      return "The backend cannot be reached. Check the address and your network, then test again.";
    case "signed_out":
      return "This connection has ended. Ask your admin for a new code.";
    case "backend_error":
      return connection.code === "slow"
        ? "The backend did not answer in time. Test again in a moment."
        : `The backend answered with an error (${connection.code}). Test again, or tell your admin.`;
    case "versions_differ":
      return connection.heedIs === "older"
        ? "Heed here is older than your backend. Heed must update. The browser does it by itself; restart the browser to have it now."
        : "Heed here is newer than your backend. The backend must update. Tell your admin.";
  }
}
