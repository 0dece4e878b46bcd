import { recheck } from "../domain/recheck.ts";
import { customerDraftOf, type Finding } from "../domain/suggestion.ts";
import { justifyingText } from "../domain/ticket.ts";
import { suggestionById } from "../outbox/suggestions.ts";
import { currentPack } from "./current-pack.ts";
import { db } from "./database.ts";
import { isSameTicket, tabState } from "./tabs.ts";

/** What to check in a text made from a draft. Nothing, when the draft or its ticket is no longer in front. */
export async function recheckText(
  tabId: number,
  suggestionId: string,
  text: string,
): Promise<Finding[]> {
  const suggestion = await suggestionById(db, suggestionId);
  const draft = suggestion && customerDraftOf(suggestion);
  const ticket = (await tabState(tabId))?.ticket ?? null;
  if (!draft || !ticket || !isSameTicket(ticket, suggestion.ticket)) return [];
  return recheck(text, draft, {
    sources: suggestion.sources,
    ticketText: justifyingText(ticket),
    customerLanguage: suggestion.language,
    now: new Date().toISOString(),
    guard: (await currentPack()).guard,
  });
}
