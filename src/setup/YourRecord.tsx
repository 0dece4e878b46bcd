import { useState } from "react";
import { Button } from "../design/Button.tsx";
import type { PanelAnswer } from "../messaging/panel-protocol.ts";
import type { SetupDoor } from "./setup-door.ts";
import { clockOf, dayOf } from "../panel/dates.ts";
import { words as panelWords } from "../panel/words.ts";
import { words } from "./words.ts";

type Read = Extract<PanelAnswer<"options.record">, { ok: true }>["value"];

/** What Heed has recorded about the person who reads this: the stored entries, none left out and none summed up. */
export function YourRecord({ door }: { door: SetupDoor }) {
  const [record, setRecord] = useState<Read | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const read = async () => {
    setSaid(words.readingRecord);
    const answer = await door
      .ask({ type: "options.record" })
      .catch(() => ({ ok: false, message: words.gone }) as const);
    setRecord(answer.ok ? answer.value : null);
    setSaid(answer.ok ? null : answer.message);
  };
  return (
    <section className="setup-part" aria-label={words.record}>
      <h2>{words.record}</h2>
      <small>{words.recordText}</small>
      <p className="answer" role="status">
        {said ??
          (record && words.recordCount(record.entries.length, record.total))}
      </p>
      {record && record.entries.length > 0 && (
        <ul className="record">
          {record.entries.map((it) => (
            <li key={it.signalId}>
              <span>
                {words.recordLine(
                  it.ticketId,
                  words.outcomes[it.outcome] ?? it.outcome,
                )}
                {it.retained !== null && ` ${words.kept(it.retained)}`}
                {it.reason !== null && words.because(reasonOf(it.reason))}
              </span>
              <time dateTime={it.at}>
                {words.recordedAt(dayOf(it.at), clockOf(it.at))}
              </time>
              {it.sentText !== null && (
                <details>
                  <summary>{words.keptText}</summary>
                  <p dir="auto">{it.sentText}</p>
                </details>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <Button look="small" onClick={() => void read()}>
          {words.showRecord}
        </Button>
      </div>
    </section>
  );
}

/** In the words of the panel, where it was given. */
function reasonOf(reason: string): string {
  const reasons: Record<string, string> = panelWords.reasons;
  return reasons[reason] ?? reason;
}
