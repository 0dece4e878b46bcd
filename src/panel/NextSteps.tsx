import { DisclosureRow } from "../design/DisclosureRow.tsx";
import { TickRow } from "../design/TickRow.tsx";
import { useAgent, useTicks } from "./agent-store.ts";
import { words } from "./words.ts";

interface Props {
  suggestionId: string;
  steps: string[];
  /** A brief shows its checklist at once. */
  alwaysOpen: boolean;
}

/** The policy's checklist. Ticks are the agent's own memory; nothing is sent. */
export function NextSteps({ suggestionId, steps, alwaysOpen }: Props) {
  const open = useAgent((state) => state.openRows.includes("steps"));
  const toggleRow = useAgent((state) => state.toggleRow);
  const tick = useAgent((state) => state.tick);
  const ticks = useTicks(suggestionId);
  if (steps.length === 0) return null;

  const isDone = (step: string) => ticks.includes(`step:${step}`);
  const list = (
    <ul className="steps">
      {steps.map((step) => (
        <li key={step}>
          <TickRow
            className={isDone(step) ? "step done" : "step"}
            checked={isDone(step)}
            onChange={(on) => tick(suggestionId, `step:${step}`, on)}
          >
            <span dir="auto">{step}</span>
          </TickRow>
        </li>
      ))}
    </ul>
  );

  if (alwaysOpen)
    return (
      <section aria-label={words.nextSteps}>
        <h2 className="label">
          {words.checklist}
          <span className="aside">
            {words.ofCount(steps.filter(isDone).length, steps.length)}
          </span>
        </h2>
        {list}
      </section>
    );
  return (
    <DisclosureRow
      title={words.nextSteps}
      hint={String(steps.length)}
      keepHint
      open={open}
      keyName="N"
      onToggle={() => toggleRow("steps")}
    >
      {list}
    </DisclosureRow>
  );
}
