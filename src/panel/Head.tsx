import { Icon } from "../design/Icon.tsx";
import type { Suggestion } from "../domain/suggestion.ts";
import type { ConnectionState } from "../messaging/panel-protocol.ts";
import { useAgent } from "./agent-store.ts";
import { MoreMenu } from "./MoreMenu.tsx";
import { TopicMenu } from "./TopicMenu.tsx";
import { words } from "./words.ts";

interface Props {
  /** null: nothing is understood yet. */
  suggestion: Suggestion | null;
  connection: ConnectionState | null;
  insertKey: string | null;
  onTopic: ((intentId: string) => void) | null;
}

/** Topic, an upset customer, risk unless low, More. */
export function Head({ suggestion, connection, insertKey, onTopic }: Props) {
  const menu = useAgent((state) => state.menu);
  const setMenu = useAgent((state) => state.setMenu);
  const isUnclear = suggestion !== null && lacksTopic(suggestion);
  const intent = suggestion?.intents[0];
  // Nobody has weighed the risk of a question that was not understood.
  const risk = isUnclear ? "low" : (suggestion?.risk ?? "low");
  const mood = suggestion?.sentiment?.mood ?? "calm";
  const name = (isUnclear ? null : intent?.name) ?? words.topicUnclear;

  return (
    <section className="head" aria-label={words.regions.ticket}>
      {suggestion === null ? (
        <span className="topic">{words.product}</span>
      ) : (
        <div
          className="topic-place"
          role="status"
          aria-label={words.regions.intent}
        >
          <button
            type="button"
            className="topic"
            aria-label={words.topic(name)}
            aria-haspopup="listbox"
            aria-expanded={menu === "topic"}
            aria-keyshortcuts="T"
            onClick={() => setMenu(menu === "topic" ? null : "topic")}
          >
            <b dir="auto">{name}</b>
            <Icon name="down" small />
          </button>
        </div>
      )}
      <span className="gap" />
      {mood !== "calm" && (
        <span className="mood">
          <span className="hide">{words.moodOf} </span>
          {words.mood[mood]}
        </span>
      )}
      {risk !== "low" && (
        <span
          className={risk === "high" ? "risk high" : "risk mid"}
          role="status"
          aria-label={words.regions.risk}
        >
          <Icon name={risk === "high" ? "octagon" : "triangle"} />
          {words.risk[risk]}
        </span>
      )}
      {/* Before it is connected there is nothing to tell, and Settings is the main button. */}
      {connection?.kind !== "not_connected" && (
        <button
          type="button"
          className="ib more"
          aria-label={words.more}
          aria-expanded={menu === "more"}
          onClick={() => setMenu(menu === "more" ? null : "more")}
        >
          <Icon name="more" />
        </button>
      )}
      {menu === "topic" && suggestion && (
        <TopicMenu
          intents={suggestion.intents}
          isUnclear={isUnclear}
          onTopic={onTopic}
        />
      )}
      {menu === "more" && (
        <MoreMenu
          suggestion={suggestion}
          connection={connection}
          insertKey={insertKey}
        />
      )}
    </section>
  );
}

/** The guesses are offered in the menu; none of them is said to be the topic. */
function lacksTopic({ answer, intents }: Suggestion): boolean {
  return (
    intents.length === 0 ||
    (answer.kind === "abstention" &&
      ["clear_question", "language"].includes(answer.abstention.missing))
  );
}
