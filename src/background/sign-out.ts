import { browser } from "../messaging/browser.ts";
import {
  ANSWERS_DATABASE,
  type PanelPush,
} from "../messaging/panel-protocol.ts";
import { purgeTexts } from "../outbox/suggestions.ts";
import { endToken } from "./backend-client.ts";
import { clearBadge } from "./badge.ts";
import { endpoint, forgetCredentials } from "./connection.ts";
import { forgetPack } from "./current-pack.ts";
import { db } from "./database.ts";
import { forgetCounts } from "./deliver-counts.ts";
import { deliverLast } from "./deliver.ts";
import { forgetAccounts } from "./read.ts";
import { stopAllSuggesting } from "./suggest.ts";
import { allTabs, forgetAllTabs } from "./tabs.ts";

/** The agent waits for no backend: the connection's end is theirs to have at once. */
const FAREWELL_MS = 2000;

/**
 * No text of a customer stays here, and no token. First the credentials: whatever is under way finds them gone and
 * keeps nothing. Signals that wait are sent once more; what cannot be sent now stays, redacted, for this agent's next
 * connection.
 */
export async function signOut(): Promise<null> {
  const to = await endpoint();
  await forgetCredentials();
  await forgetTexts();
  if (to)
    await Promise.race([
      deliverLast(to).then(() => endToken(to)),
      new Promise((resolve) => setTimeout(resolve, FAREWELL_MS)),
    ]);
  return null;
}

/** Everything that came with a connection, in every store and every open panel. What cannot be removed throws, at the end. */
export async function forgetTexts(): Promise<void> {
  stopAllSuggesting();
  const tabIds = (await allTabs()).map(({ tabId }) => tabId);
  forgetAllTabs();
  const push: PanelPush = { type: "push.forget" };
  const done = await Promise.allSettled([
    purgeTexts(db),
    forgetCounts(),
    forgetPack(),
    forgetAccounts(),
    browser.storage.session.clear(),
    browser.runtime
      .sendMessage(push)
      .catch(() => undefined) // no panel is open
      .then(forgetAnswers),
    ...tabIds.map(clearBadge),
  ]);
  const failed = done.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

/** The panel may be closed, and cannot do it itself. An open one lets go of the database when it is asked to. */
function forgetAnswers(): Promise<void> {
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(ANSWERS_DATABASE);
    // Blocked: it goes as soon as whoever still holds it lets go.
    deleting.onsuccess = deleting.onblocked = () => resolve();
    deleting.onerror = () => reject(deleting.error);
  });
}
