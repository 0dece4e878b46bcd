import { Button } from "../design/Button.tsx";
import { TickRow } from "../design/TickRow.tsx";
import type { Draft, Source } from "../domain/suggestion.ts";
import { useAgent, useTicks } from "./agent-store.ts";
import {
  findingsToTick,
  findingTickId,
  goTo,
  sourceNumber,
  sourceRowId,
} from "./parts.ts";
import { words } from "./words.ts";

interface Props {
  suggestionId: string;
  draft: Draft;
  sources: Source[];
}

/** What the guardrails object to. The agent ticks each before the draft may be inserted. */
export function Findings({ suggestionId, draft, sources }: Props) {
  const ticks = useTicks(suggestionId);
  const tick = useAgent((state) => state.tick);
  const showSource = useAgent((state) => state.showSource);
  const findings = findingsToTick(draft);
  const done = findings.filter(({ key }) => ticks.includes(key)).length;

  return (
    <section className="sec" aria-label={words.checkBeforeInsert}>
      <h2>
        {words.checkBeforeInsert}
        <span className="aside">{words.ofCount(done, findings.length)}</span>
      </h2>
      {findings.map(({ key, finding, sourceIds }, n) => {
        const sourceId = sourceIds[0];
        const number =
          sourceId === undefined ? null : sourceNumber(sources, sourceId);
        return (
          <div className="find" key={key}>
            <TickRow
              className="find-row"
              tickId={findingTickId(n)}
              checked={ticks.includes(key)}
              onChange={(on) => tick(suggestionId, key, on)}
            >
              <span className="said-by" dir="auto">
                {finding.message}
              </span>
              {!finding.message.includes(finding.quote) && (
                <small dir="auto">{words.quoted(finding.quote)}</small>
              )}
            </TickRow>
            {sourceId !== undefined && number !== null && (
              <div className="links">
                <Button
                  look="link"
                  onClick={() => {
                    showSource(sourceId);
                    requestAnimationFrame(() =>
                      goTo(sourceRowId(number), true),
                    );
                  }}
                >
                  {words.showSource}
                </Button>
              </div>
            )}
          </div>
        );
      })}
    </section>
  );
}
