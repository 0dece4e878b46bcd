import { useState } from "react";
import { Button } from "../design/Button.tsx";
import type { PanelAnswer } from "../messaging/panel-protocol.ts";
import type { SetupDoor } from "./setup-door.ts";
import { words } from "./words.ts";

type Report = Extract<PanelAnswer<"options.health">, { ok: true }>["value"];
type Row = Report["sections"][number]["rows"][number];

/** What is wrong with the knowledge that is live, row by row, each with what mends it. It changes nothing itself. */
export function KnowledgeHealth({ door }: { door: SetupDoor }) {
  const [report, setReport] = useState<Report | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const read = async () => {
    setSaid(words.readingHealth);
    const answer = await door
      .ask({ type: "options.health" })
      .catch(() => ({ ok: false, message: words.gone }) as const);
    setReport(answer.ok ? answer.value : null);
    setSaid(answer.ok ? null : answer.message);
  };
  return (
    <section className="setup-part" aria-label={words.health}>
      <h2>{words.health}</h2>
      <small>{words.healthText}</small>
      <p className="answer" role="status">
        {said ?? (report && summaryOf(report))}
      </p>
      {report?.sections
        .filter(({ total }) => total > 0)
        .map(({ id, title, means, total, rows }) => (
          <details key={id}>
            <summary>{words.healthSection(title, total)}</summary>
            <small>{means}</small>
            <ul className="record">
              {rows.map((row) => (
                <HealthRow key={keyOf(row)} row={row} />
              ))}
            </ul>
            {total > rows.length && (
              <small>{words.healthMore(total - rows.length)}</small>
            )}
          </details>
        ))}
      <div className="buttons">
        <Button look="small" onClick={() => void read()}>
          {words.showHealth}
        </Button>
      </div>
    </section>
  );
}

function HealthRow({ row }: { row: Row }) {
  const { title, documentId, owner, says, mend } = row;
  return (
    <li>
      <span dir="auto">
        {title}
        {documentId !== null && documentId !== title && ` (${documentId})`}
      </span>
      <p dir="auto">{says}</p>
      {owner !== null && <p dir="auto">{words.healthOwner(owner)}</p>}
      <p>
        <code>{mend}</code>
      </p>
    </li>
  );
}

function summaryOf({ releaseNumber, documents, sections }: Report): string {
  return releaseNumber === null
    ? words.healthNoRelease
    : words.healthCount(
        releaseNumber,
        documents,
        sections.reduce((sum, { total }) => sum + total, 0),
      );
}

function keyOf({ documentId, intentId, says, mend }: Row): string {
  return JSON.stringify([documentId, intentId, says, mend]);
}
