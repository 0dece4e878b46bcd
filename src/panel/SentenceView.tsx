import { Mark } from "../design/Mark.tsx";
import type { Sentence, Source } from "../domain/suggestion.ts";
import { litSources, useAgent } from "./agent-store.ts";
import {
  findingKey,
  findingTickId,
  goTo,
  sourceNumber,
  sourceRowId,
} from "./parts.ts";
import { words } from "./words.ts";

/** A longer last word (an address) would push its line out of the panel if it could not break. */
const LONGEST_TIED_WORD = 24;

interface Props {
  sentence: Sentence;
  sources: Source[];
  /** Keys of the draft's findings in order, so that a warning leads to its tick. */
  findingKeys: string[];
  /** Not in the draft that this one took the place of. */
  isNew: boolean;
}

/** One sentence with what it rests on. Pointing at it lights its sources, and the other way round. */
export function SentenceView({ sentence, sources, findingKeys, isNew }: Props) {
  const point = useAgent((state) => state.point);
  const showSource = useAgent((state) => state.showSource);
  const lit = useAgent((state) =>
    sentence.sourceIds.some((id) => litSources(state).includes(id)),
  );
  const marks = marksOf();
  const { head, last } = splitLastWord(sentence.text);
  const className = [
    "s",
    sentence.status === "courtesy" && "cur",
    sentence.status === "flagged" && "flag",
    lit && "lit",
  ]
    .filter(Boolean)
    .join(" ");

  return (
    <span
      className={className}
      onMouseEnter={() => point(sentence.sourceIds)}
      onMouseLeave={() => point(null)}
      onFocus={() => point(sentence.sourceIds)}
      onBlur={() => point(null)}
    >
      {isNew && <small className="new">{words.isNew}</small>}
      {marks.length === 0 ? (
        sentence.text
      ) : (
        <>
          {head}
          <span className={last.length > LONGEST_TIED_WORD ? undefined : "tie"}>
            {last}
            {marks}
          </span>
        </>
      )}
    </span>
  );

  function marksOf() {
    const cites = sentence.sourceIds.flatMap((id) => {
      const number = sourceNumber(sources, id);
      return number === null ? [] : [{ id, number }];
    });
    return [
      ...cites.map(({ id, number }) => (
        <Mark
          key={id}
          kind="cite"
          number={number}
          on={lit}
          label={words.matchesSource(number)}
          onClick={() => {
            showSource(id);
            // The row is only drawn when the store has told the list.
            requestAnimationFrame(() => goTo(sourceRowId(number), true));
          }}
        />
      )),
      ...(sentence.status === "template"
        ? [
            <Mark
              key="template"
              kind="template"
              label={words.approvedTemplate}
            />,
          ]
        : []),
      ...sentence.findings.map((finding, n) => (
        <Mark
          key={`finding-${n}`}
          kind="warn"
          label={words.toCheck(finding.message)}
          onClick={() =>
            goTo(findingTickId(findingKeys.indexOf(findingKey(finding))), true)
          }
        />
      )),
    ];
  }
}

function splitLastWord(text: string): { head: string; last: string } {
  const at = text.search(/\S+\s*$/);
  return at < 0
    ? { head: "", last: text }
    : { head: text.slice(0, at), last: text.slice(at) };
}
