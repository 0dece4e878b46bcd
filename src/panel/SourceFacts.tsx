import { Icon } from "../design/Icon.tsx";
import type { SourceProblem } from "../domain/remarks.ts";
import type { Source } from "../domain/suggestion.ts";
import { endOf, lastOf, startOf } from "./dates.ts";
import { useDoor } from "./door.ts";
import { usePackZone } from "./pack-zone.ts";
import { isInForce } from "./parts.ts";
import { words } from "./words.ts";

interface LineProps {
  source: Source;
  /** What the agent said about it. */
  problem: SourceProblem | null;
}

/** The same on one line, for a list of many. That one is out of force is said in words and in the colour of a warning. */
export function SourceLine({ source, problem }: LineProps) {
  const now = useDoor().now();
  const zone = usePackZone();
  const { effectiveUntil } = source;
  return (
    <p className="source-line">
      {source.audience === "internal" && (
        <span className="lock">
          <Icon name="lock" /> {words.internal}
        </span>
      )}
      {effectiveUntil !== null && !isInForce(source, now) ? (
        <span className="look">
          {words.expiredOn(lastOf(effectiveUntil, zone))}
        </span>
      ) : (
        <span>{validity(source, zone)}</span>
      )}
      {source.owner !== null && <span dir="auto">{source.owner}</span>}
      {problem !== null && (
        <span className="look">{words.flagged(problem)}</span>
      )}
    </p>
  );
}

interface Props {
  source: Source;
  /** The closest passage of an abstention shows its section in its title. */
  withSection: boolean;
}

/** Where a source stands, since when it holds, and whose it is. What is not known is said. */
export function SourceFacts({ source, withSection }: Props) {
  const now = useDoor().now();
  const zone = usePackZone();
  const expired = source.effectiveUntil !== null && !isInForce(source, now);
  return (
    <dl className="meta">
      {withSection && (
        <>
          <dt>{words.section}</dt>
          <dd dir="auto">{source.section ?? words.wholeDocument}</dd>
        </>
      )}
      <dt>{expired ? words.expired : words.inForce}</dt>
      <dd>
        {expired && source.effectiveUntil
          ? endOf(source.effectiveUntil, zone)
          : validity(source, zone)}
      </dd>
      <dt>{words.owner}</dt>
      <dd dir="auto">{source.owner ?? words.notStated}</dd>
      {source.audience === "internal" && (
        <>
          <dt>
            <Icon name="lock" />
          </dt>
          <dd>{words.internal}</dd>
        </>
      )}
    </dl>
  );
}

function validity(
  { effectiveFrom, effectiveUntil }: Source,
  zone: ReturnType<typeof usePackZone>,
): string {
  if (effectiveFrom === null)
    return effectiveUntil === null
      ? words.notStated
      : words.until(lastOf(effectiveUntil, zone));
  return effectiveUntil === null
    ? words.since(startOf(effectiveFrom, zone))
    : words.fromTo(startOf(effectiveFrom, zone), lastOf(effectiveUntil, zone));
}
