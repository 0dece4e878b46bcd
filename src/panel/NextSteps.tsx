import { DisclosureRow } from "../design/DisclosureRow.tsx";
import { TickRow } from "../design/TickRow.tsx";
import { useAgent } from "./agent-store.ts";
import type { Remarks } from "./use-remarks.ts";
import { words } from "./words.ts";

interface Props {
  steps: string[];
  remarks: Remarks;
  /** A brief shows its checklist at once. */
  alwaysOpen: boolean;
}

/** The policy's checklist. Ticks are the agent's own memory of this thread; nothing is sent. */
export function NextSteps({ steps, remarks, alwaysOpen }: Props) {
  const open = useAgent((state) => state.openRows.includes("steps"));
  const toggleRow = useAgent((state) => state.toggleRow);
  const { memory, tickStep } = remarks;
  if (steps.length === 0) return null;

  const isDone = (step: string) => memory.steps.includes(step);
  const done = steps.filter(isDone).length;
  const list = (
    <ul className="steps">
      {steps.map((step) => (
        <li key={step}>
          <TickRow
            className={isDone(step) ? "step done" : "step"}
            checked={isDone(step)}
            onChange={(on) => tickStep(step, on)}
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
          <span className="aside">{words.ofCount(done, steps.length)}</span>
        </h2>
        {list}
      </section>
    );
  return (
    <DisclosureRow
      title={words.nextSteps}
      hint={done > 0 ? words.ofCount(done, steps.length) : String(steps.length)}
      keepHint
      open={open}
      keyName="N"
      onToggle={() => toggleRow("steps")}
    >
      {list}
    </DisclosureRow>
  );
}
