import type { Page } from "playwright-core";
import type {
  ExtractedField,
  Suggestion,
  Summary,
} from "../../src/domain/suggestion.ts";
import type { TicketRef } from "../../src/domain/ticket.ts";
import type { PanelRequest } from "../../src/messaging/panel-protocol.ts";

/** What an agent sees and does in the panel. */

export type Answered = "draft" | "brief" | "abstention" | "nothing_to_answer";

/** Wait until the panel shows this ticket and its answer, and say which kind it is. */
export async function waitForAnswer(
  panel: Page,
  ticketId: number,
  timeout = 20_000,
): Promise<Answered> {
  const found = await panel.waitForFunction(
    (id) => {
      if (document.querySelector("h1")?.textContent !== `Heed, ticket ${id}`)
        return null;
      const said =
        document.querySelector(".aloud[role=status]")?.textContent ?? "";
      if (said.startsWith("Draft ready")) return "draft";
      if (said.startsWith("Internal brief")) return "brief";
      if (said.startsWith("Heed has not drafted")) return "abstention";
      return document.body.innerText.includes("Nothing from the customer yet.")
        ? "nothing_to_answer"
        : null;
    },
    ticketId,
    { timeout, polling: 50 },
  );
  return (await found.jsonValue()) as Answered;
}

/** Tick what the guard found, if anything, then insert. Resolves when the panel says that the text is in. */
export async function insertReply(
  panel: Page,
  button = "Insert reply",
): Promise<void> {
  for (const finding of await panel.getByRole("checkbox").all())
    if (
      (await finding.getAttribute("aria-checked")) !== "true" &&
      !(await finding.isChecked())
    )
      await finding.click();
  await panel.getByRole("button", { name: button }).first().click();
  await panel.getByText("Inserted. You send it.").waitFor();
}

export async function reject(panel: Page, reason: string): Promise<void> {
  await panel.getByRole("button", { name: "Reject" }).click();
  await panel
    .getByRole("button", { name: reason })
    .or(panel.getByRole("option", { name: reason }))
    .first()
    .click();
  await panel.getByText(`Rejected: ${reason}.`).waitFor();
}

/** Ask the worker what the panel asks it, from the panel. */
export async function askWorker<T>(
  panel: Page,
  request: PanelRequest,
): Promise<T | null> {
  const answer = (await panel.evaluate(
    (it) => chrome.runtime.sendMessage(it),
    request,
  )) as { ok: true; value: T } | { ok: false } | undefined;
  return answer?.ok ? answer.value : null;
}

export const askSummary = (panel: Page, tabId: number, ref: TicketRef) =>
  askWorker<Summary>(panel, {
    type: "panel.summarise",
    tabId,
    ref,
    written: false,
  });
export const askFields = (
  panel: Page,
  tabId: number,
  ref: TicketRef,
  lastMessageId: string,
) =>
  askWorker<ExtractedField[]>(panel, {
    type: "panel.extract",
    tabId,
    ref,
    lastMessageId,
  });

/** The newest suggestion that the worker keeps for a ticket, from the extension's own database. */
export async function keptSuggestion(
  panel: Page,
  ticketKey: string,
): Promise<Suggestion | null> {
  const kept = await panel.evaluate(
    (key) =>
      new Promise<unknown>((resolve, reject) => {
        const opening = indexedDB.open("heed-outbox");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const rows = db
            .transaction("suggestions")
            .objectStore("suggestions")
            .index("ticketKey")
            .getAll(key);
          rows.onerror = () => reject(rows.error);
          rows.onsuccess = () => {
            db.close();
            const answered = (
              rows.result as { askedAt: string; suggestion: unknown }[]
            )
              .filter((row) => row.suggestion !== null)
              .sort((a, b) => (a.askedAt < b.askedAt ? 1 : -1));
            resolve(answered[0]?.suggestion ?? null);
          };
        };
      }),
    ticketKey,
  );
  return kept as Suggestion | null;
}
