import {
  findingsOf,
  textOf,
  type Finding,
  type Suggestion,
} from "../domain/suggestion.ts";
import type { Ticket } from "../domain/ticket.ts";
import { Abstention } from "./Abstention.tsx";
import { useAgent } from "./agent-store.ts";
import { Acknowledgement, Brief } from "./Brief.tsx";
import { DraftView } from "./DraftView.tsx";
import { EditBox } from "./EditBox.tsx";
import { FieldsRow } from "./FieldsRow.tsx";
import { Findings } from "./Findings.tsx";
import { NextSteps } from "./NextSteps.tsx";
import type { Thread } from "./queries.ts";
import { Sources } from "./Sources.tsx";
import { SummaryRow } from "./SummaryRow.tsx";
import type { Actions } from "./use-actions.ts";
import { Warnings } from "./Warnings.tsx";

interface Props {
  suggestion: Suggestion;
  thread: Thread;
  ticket: Ticket;
  actions: Actions;
  reachable: boolean;
  writing: boolean;
  /** The agent's own words for the reply, or null. */
  edit: string | null;
  onEdit: (text: string | null) => void;
  warnings: Finding[];
}

/** The answer, then what it rests on, then the rows about the ticket. In the same order for every kind of answer. */
export function SuggestionBody({
  suggestion,
  thread,
  ticket,
  actions,
  reachable,
  writing,
  edit,
  onEdit,
  warnings,
}: Props) {
  const editing = useAgent((state) => state.editing);
  const { answer, sources, language, suggestionId } = suggestion;
  const rows = { thread, ticket, reachable, ahead: true };
  const steps = (
    <NextSteps
      suggestionId={suggestionId}
      steps={suggestion.nextSteps}
      alwaysOpen={answer.kind === "brief"}
    />
  );

  if (answer.kind === "abstention")
    return (
      <>
        <Abstention
          abstention={answer.abstention}
          thread={thread}
          ticket={ticket}
          onJump={actions.jump}
        />
        <FieldsRow {...rows} onCopy={actions.copyPlain} />
        {steps}
      </>
    );

  if (answer.kind === "brief")
    return (
      <>
        <Brief brief={answer.brief} sources={sources} language={language} />
        {steps}
        {sources.length > 0 && (
          <Sources sources={sources} draft={answer.brief} />
        )}
        {answer.acknowledgement && (
          <Acknowledgement
            acknowledgement={answer.acknowledgement}
            sources={sources}
            language={language}
            suggestionId={suggestionId}
            onInsert={() => actions.insert("acknowledgement")}
          />
        )}
        <SummaryRow {...rows} onJump={actions.jump} />
        <FieldsRow {...rows} onCopy={actions.copyPlain} />
      </>
    );

  return (
    <>
      <section
        className={writing ? "draft old" : "draft"}
        aria-label="Suggested reply"
        aria-busy={writing}
      >
        {editing ? (
          <EditBox
            text={edit ?? textOf(answer.draft)}
            changed={edit !== null}
            onChange={onEdit}
          />
        ) : (
          <DraftView
            draft={answer.draft}
            sources={sources}
            language={language}
          />
        )}
      </section>
      <Warnings findings={warnings} />
      {findingsOf(answer.draft).length > 0 && (
        <Findings
          suggestionId={suggestionId}
          draft={answer.draft}
          sources={sources}
        />
      )}
      {sources.length > 0 && <Sources sources={sources} draft={answer.draft} />}
      <SummaryRow {...rows} onJump={actions.jump} />
      <FieldsRow {...rows} onCopy={actions.copyPlain} />
      {steps}
    </>
  );
}
