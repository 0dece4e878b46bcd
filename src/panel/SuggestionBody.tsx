import {
  findingsOf,
  textOf,
  type Finding,
  type Suggestion,
} from "../domain/suggestion.ts";
import type { Ticket } from "../domain/ticket.ts";
import { Abstention } from "./Abstention.tsx";
import { useAgent } from "./agent-store.ts";
import { askingIn } from "./asking.ts";
import { Acknowledgement, Brief } from "./Brief.tsx";
import { DraftView } from "./DraftView.tsx";
import { EditBox } from "./EditBox.tsx";
import { FieldsRow } from "./FieldsRow.tsx";
import { Findings } from "./Findings.tsx";
import { NextSteps } from "./NextSteps.tsx";
import type { Thread } from "./queries.ts";
import { SimilarRow } from "./SimilarRow.tsx";
import { Sources } from "./Sources.tsx";
import { SummaryRow } from "./SummaryRow.tsx";
import type { Actions } from "./use-actions.ts";
import type { Remarks } from "./use-remarks.ts";
import { Warnings } from "./Warnings.tsx";
import { words } from "./words.ts";

interface Props {
  suggestion: Suggestion;
  thread: Thread;
  ticket: Ticket;
  actions: Actions;
  remarks: Remarks;
  /** Sentences the agent knows from the draft before this one; null: there was none. */
  known: Set<string> | null;
  reachable: boolean;
  writing: boolean;
  /** The agent's own words for the reply, or null. */
  edit: string | null;
  /** It cannot be inserted here. */
  copyAcknowledgement: boolean;
  onEdit: (text: string | null) => void;
  warnings: Finding[];
}

/** The answer, then what it rests on, then the rows about the ticket. In the same order for every kind of answer. */
export function SuggestionBody({
  suggestion,
  thread,
  ticket,
  actions,
  remarks,
  known,
  reachable,
  writing,
  edit,
  copyAcknowledgement,
  onEdit,
  warnings,
}: Props) {
  const editing = useAgent((state) => state.editing);
  const { answer, sources, conflicts, language, suggestionId } = suggestion;
  const rows = {
    thread,
    ticket,
    reachable,
    ahead: true,
    onJump: actions.jump,
  };
  const fields = (
    <FieldsRow
      {...rows}
      remarks={remarks}
      asking={askingIn(suggestion, edit, writing ? null : onEdit)}
      onCopy={actions.copyPlain}
    />
  );
  // Last, because it comes last: nothing that stands there already moves.
  const similar = <SimilarRow thread={thread} asks={reachable && !writing} />;
  const steps = (
    <NextSteps
      steps={suggestion.nextSteps}
      remarks={remarks}
      alwaysOpen={answer.kind === "brief"}
    />
  );

  if (answer.kind === "abstention")
    return (
      <>
        <Abstention
          suggestion={suggestion}
          abstention={answer.abstention}
          remarks={remarks}
          thread={thread}
          ticket={ticket}
          onJump={actions.jump}
        />
        {fields}
        {steps}
        {similar}
      </>
    );

  if (answer.kind === "brief")
    return (
      <>
        <Brief brief={answer.brief} sources={sources} language={language} />
        {steps}
        {sources.length > 0 && (
          <Sources
            sources={sources}
            conflicts={conflicts}
            draft={answer.brief}
            remarks={remarks}
          />
        )}
        {answer.acknowledgement && (
          <Acknowledgement
            acknowledgement={answer.acknowledgement}
            sources={sources}
            language={language}
            suggestionId={suggestionId}
            copyOnly={copyAcknowledgement}
            onInsert={() => actions.insert("acknowledgement")}
          />
        )}
        <SummaryRow {...rows} />
        {fields}
        {similar}
      </>
    );

  return (
    <>
      <section
        className={writing ? "draft old" : "draft"}
        aria-label={words.regions.reply}
        aria-busy={writing}
      >
        {editing ? (
          <EditBox
            text={edit ?? textOf(answer.draft)}
            changed={edit !== null}
            onChange={onEdit}
            thread={
              suggestion.engine.capabilities.includes("rewrite") ? thread : null
            }
          />
        ) : (
          <DraftView
            draft={answer.draft}
            sources={sources}
            language={language}
            known={known}
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
      {sources.length > 0 && (
        <Sources
          sources={sources}
          conflicts={conflicts}
          draft={answer.draft}
          remarks={remarks}
        />
      )}
      <SummaryRow {...rows} />
      {fields}
      {steps}
      {similar}
    </>
  );
}
