import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { Icon } from "../design/Icon.tsx";
import type {
  Abstention as AbstentionAnswer,
  Suggestion,
} from "../domain/suggestion.ts";
import type { Ticket } from "../domain/ticket.ts";
import { useDoor } from "./door.ts";
import { Notice } from "./Notice.tsx";
import { useAgent } from "./agent-store.ts";
import { flagTargetIn, isInForce } from "./parts.ts";
import { useFields, useSummary, type Thread } from "./queries.ts";
import { SourceFacts } from "./SourceFacts.tsx";
import { SummaryLines } from "./SummaryLines.tsx";
import type { Remarks } from "./use-remarks.ts";
import { words } from "./words.ts";

interface Props {
  suggestion: Suggestion;
  abstention: AbstentionAnswer;
  remarks: Remarks;
  thread: Thread;
  ticket: Ticket;
  onJump: (messageId: string) => void;
}

/** An answer too: what is missing, what came closest and was not used, and what to hand on. */
export function Abstention({
  suggestion,
  abstention,
  remarks,
  thread,
  ticket,
  onJump,
}: Props) {
  const summary = useSummary(thread, ticket, { enabled: true, opened: true });
  const fields = useFields(thread, true);
  const { title, rest } = parted(abstention.message);
  const target = flagTargetIn(suggestion, []);
  const problem = target && remarks.memory.flagged[target.sourceId ?? ""];
  // For missing data the title names them already.
  const alsoMissing =
    abstention.missing === "customer_data" ? [] : abstention.missingFields;
  const labelOf = (fieldId: string) =>
    fields.data?.find((field) => field.fieldId === fieldId)?.label ??
    fieldId.replaceAll("_", " ");

  return (
    <>
      <section className="say" aria-label={words.regions.reply}>
        <h2 dir="auto">{title}</h2>
        <p dir="auto">
          {words.notDrafted} {rest}
        </p>
      </section>
      {abstention.closest && <Closest source={abstention.closest} />}
      {target && (
        <div className="links tell">
          {problem && <span className="look">{words.flagged(problem)}</span>}
          <Button
            look="link"
            keyName="F"
            onClick={() =>
              useAgent.getState().setSheet({ kind: "flag", target })
            }
          >
            {words.tellOwner}
          </Button>
        </div>
      )}
      {alsoMissing.length > 0 && (
        <section className="sec" aria-label={words.alsoMissing}>
          <h2>{words.alsoMissing}</h2>
          <ul className="will">
            {alsoMissing.map((fieldId) => (
              <li key={fieldId}>
                <Icon name="speech" />
                <span>{words.notInTicketNamed(labelOf(fieldId))}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="sec" aria-label={words.summary}>
        <h2>{words.handoffSummary}</h2>
        {summary.data ? (
          <SummaryLines
            summary={summary.data}
            ticket={ticket}
            writing={summary.isWriting}
            onJump={onJump}
          />
        ) : (
          <Notice
            failure={summary.error}
            onRetry={() => void summary.refetch()}
          />
        )}
      </section>
    </>
  );
}

function Closest({
  source,
}: {
  source: NonNullable<AbstentionAnswer["closest"]>;
}) {
  const [reading, setReading] = useState(false);
  const now = useDoor().now();
  return (
    <section className="sec" aria-label={words.sources}>
      <h2>{words.closestNotUsed}</h2>
      <div className="src still">
        <Icon name={isInForce(source, now) ? "page" : "clock"} />
        <span className="t" dir="auto">
          {source.title}
          {source.section !== null && <em> {source.section}</em>}
        </span>
      </div>
      <div className="src-body">
        <SourceFacts source={source} withSection={false} />
        {reading && (
          <p className="quote" dir="auto">
            {source.text}
          </p>
        )}
        <div className="links">
          <Button
            look="link"
            expanded={reading}
            onClick={() => setReading(!reading)}
          >
            {reading ? words.hideAgain : words.readAnyway}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** "No current source on repairs. Heed has not drafted a reply. …": the first sentence is the title. */
function parted(message: string): { title: string; rest: string } {
  // Said by the panel itself, always in the same place.
  const text = message
    .replace(words.notDrafted, "")
    .replace(/\s+/g, " ")
    .trim();
  const end = /[.?!](?=\s|$)/.exec(text)?.index ?? text.length;
  return { title: text.slice(0, end), rest: text.slice(end + 1).trim() };
}
