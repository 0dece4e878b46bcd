import type { Summary as WholeSummary } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import { agentMoments } from "./agent-moments.ts";
import { customerMoments } from "./customer-moments.ts";
import { fitted, type Moment } from "./moment.ts";

const MAX_WORDS = 100;
const LINE_WORDS = 30;

/** What is said, without whose words it is. */
export type Summary = Omit<WholeSummary, "engine">;
type Label = Summary["lines"][number]["label"];

/** Key moments in the thread's own words, each with the message to jump to. At most a hundred words. */
export function summarize(ticket: Ticket): Summary {
  const { problem, open } = customerMoments(ticket);
  const { done, promised } = agentMoments(ticket);
  const moments = [
    labelled("problem", problem),
    ...done
      .filter(({ messageId }) => messageId !== problem?.messageId)
      .map((moment) => labelled("done", moment)),
    labelled("open", open),
    labelled("promised", promised),
  ].filter((one) => one !== null);
  const words = Math.min(LINE_WORDS, Math.floor(MAX_WORDS / moments.length));
  return {
    lines: moments.map(({ label, moment }) => ({
      label,
      text: fitted(moment, words),
      messageId: moment.messageId,
    })),
    attachmentsNotRead: ticket.messages.reduce(
      (sum, { attachments }) => sum + attachments.length,
      0,
    ),
  };
}

function labelled(
  label: Label,
  moment: Moment | null,
): { label: Label; moment: Moment } | null {
  return moment && { label, moment };
}
