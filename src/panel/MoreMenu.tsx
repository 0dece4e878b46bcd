import { Button } from "../design/Button.tsx";
import type { Suggestion } from "../domain/suggestion.ts";
import type { ConnectionState } from "../messaging/panel-protocol.ts";
import { useAgent } from "./agent-store.ts";
import { momentOf } from "./dates.ts";
import { useDoor } from "./door.ts";
import { words } from "./words.ts";

interface Props {
  suggestion: Suggestion | null;
  connection: ConnectionState | null;
  insertKey: string | null;
}

/** What an auditor or a curious agent asks for, out of the way of everybody else. */
export function MoreMenu({ suggestion, connection, insertKey }: Props) {
  const door = useDoor();
  const facts = [
    ...(suggestion ? factsOf(suggestion, door.now()) : []),
    ...factsOfConnection(connection),
  ];
  return (
    <div className="menu end more-menu" role="group" aria-label={words.more}>
      {facts.length > 0 && (
        <dl className="meta">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="links">
        {suggestion && (
          <Button
            look="link"
            onClick={() => useAgent.getState().setSearching(true)}
          >
            {words.searchPolicies}
          </Button>
        )}
        <Button look="link" onClick={door.openOptions}>
          {words.settings}
        </Button>
        {insertKey === null && (
          <Button look="link" onClick={door.openKeySettings}>
            {words.setKey}
          </Button>
        )}
      </div>
    </div>
  );
}

function factsOf(suggestion: Suggestion, now: Date): [string, string][] {
  const { moreFacts } = words;
  const took = Object.entries(suggestion.timings);
  const score = suggestion.intents[0]?.score;
  return [
    [moreFacts.release, String(suggestion.releaseNumber)],
    [moreFacts.risk, words.risk[suggestion.risk]],
    [moreFacts.match, score === undefined ? words.unknown : words.ofOne(score)],
    [moreFacts.language, suggestion.language ?? words.unknown],
    [moreFacts.engine, suggestion.engine.engineId],
    [moreFacts.prompt, suggestion.engine.promptVersion],
    [moreFacts.drafted, momentOf(suggestion.createdAt, now)],
    [
      moreFacts.took,
      took.length === 0
        ? words.unknown
        : took
            .map(([step, ms]) => `${step} ${words.milliseconds(ms)}`)
            .join(", "),
    ],
  ];
}

function factsOfConnection(
  connection: ConnectionState | null,
): [string, string][] {
  if (connection?.kind !== "ok") return [];
  return [
    [words.moreFacts.workspace, connection.workspaceName],
    [words.moreFacts.member, connection.memberName],
  ];
}
