import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { Icon } from "../design/Icon.tsx";
import type {
  Abstention as AbstentionAnswer,
  Suggestion,
} from "../domain/suggestion.ts";
import type { Ticket } from "../domain/ticket.ts";
import { Notice } from "./Notice.tsx";
import { useFields, useSummary, type Thread } from "./queries.ts";
import { SourceFacts } from "./SourceFacts.tsx";
import { SummaryLines } from "./SummaryLines.tsx";
import { words } from "./words.ts";

interface Props {
  suggestion: Suggestion;
  abstention: AbstentionAnswer;
  thread: Thread;
  ticket: Ticket;
  onJump: (messageId: string) => void;
}

/** An answer too: what is missing, what came closest and was not used, and what to hand on. */
export function Abstention({
  suggestion,
  abstention,
  thread,
  ticket,
  onJump,
}: Props) {
  const summary = useSummary(thread, true);
  const fields = useFields(thread, true);
  const topic = suggestion.intents[0]?.name ?? null;
  const labelOf = (fieldId: string) =>
    fields.data?.find((field) => field.fieldId === fieldId)?.label ??
    fieldId.replaceAll("_", " ");

  return (
    <>
      <section className="say" aria-label="Suggested reply">
        <h2 dir="auto">{words.abstained[abstention.missing](topic)}</h2>
        <p dir="auto">
          {words.notDrafted} {withoutRepeating(abstention.message)}
        </p>
      </section>
      {abstention.closest && <Closest source={abstention.closest} />}
      {abstention.missingFields.length > 0 && (
        <section className="sec" aria-label={words.alsoMissing}>
          <h2>{words.alsoMissing}</h2>
          <ul className="will">
            {abstention.missingFields.map((fieldId) => (
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
  return (
    <section className="sec" aria-label={words.sources}>
      <h2>{words.closestNotUsed}</h2>
      <div className="src still">
        <Icon name="clock" />
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

/** The backend's sentence may already say that nothing was drafted. */
function withoutRepeating(message: string): string {
  return message.replace(words.notDrafted, "").trim();
}
