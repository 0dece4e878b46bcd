import type { Funnel } from "../../src/domain/funnel.ts";
import type { RiskTier } from "../../src/domain/risk-tier.ts";
import {
  customerDraftOf,
  sentencesOf,
  textOf,
  type ExtractedField,
  type Suggestion,
  type Summary,
} from "../../src/domain/suggestion.ts";

/** One ticket of the demo, as it ended. */
export interface TicketReport {
  ticketId: string;
  /** What the scripted agent did. */
  action: string;
  intent: string | null;
  risk: RiskTier | null;
  /** null: nothing from the customer, so nothing was asked. */
  abstained: boolean | null;
  draft: {
    text: string;
    sentences: {
      text: string;
      status: string;
      citations: {
        title: string;
        section: string | null;
        effectiveFrom: string | null;
        owner: string | null;
      }[];
    }[];
  } | null;
  summary: Summary | null;
  fields: ExtractedField[];
  inserted: boolean;
  readBack: string | null;
  sent: string | null;
  outcome: string | null;
  retained: number | null;
  signalAcknowledged: boolean;
  timings: Record<string, number>;
}

export interface DemoReport {
  tickets: TicketReport[];
  funnel: Funnel;
  screenshots: string[];
  seconds: number;
}

export function draftReport(suggestion: Suggestion): TicketReport["draft"] {
  const draft = customerDraftOf(suggestion);
  if (!draft) return null;
  const sources = new Map(
    suggestion.sources.map((source) => [source.sourceId, source]),
  );
  return {
    text: textOf(draft),
    sentences: sentencesOf(draft).map(({ text, status, sourceIds }) => ({
      text,
      status,
      citations: sourceIds.flatMap((sourceId) => {
        const source = sources.get(sourceId);
        if (!source) return [];
        const { title, section, effectiveFrom, owner } = source;
        return [{ title, section, effectiveFrom, owner }];
      }),
    })),
  };
}

/** For a person: one line a ticket, then the funnel. */
export function printReport({
  tickets,
  funnel,
  screenshots,
  seconds,
}: DemoReport): void {
  for (const it of tickets) {
    const what =
      it.abstained === null
        ? "nothing to answer"
        : it.abstained
          ? "abstained"
          : it.draft
            ? "drafted"
            : "brief";
    console.log(
      [
        it.ticketId,
        what.padEnd(17),
        (it.outcome ?? "-").padEnd(10),
        it.retained?.toFixed(2) ?? "    ",
        it.intent ?? "",
      ].join("  "),
    );
  }
  const ends = Object.entries(funnel.ends)
    .filter(([, count]) => count > 0)
    .map(([end, count]) => `${count} ${end.replaceAll("_", " ")}`);
  console.log(`\n${funnel.eligible} eligible = ${ends.join(" + ")}`);
  console.log(
    `${funnel.generated} generated, ${funnel.displayed} displayed, ${funnel.inserted} inserted, ${funnel.sent} sent`,
  );
  console.log(
    `${screenshots.length} screenshots in ${screenshots[0]?.replace(/\/[^/]*$/, "") ?? "-"}; ${seconds.toFixed(0)} s`,
  );
}
