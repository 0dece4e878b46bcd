import { useMemo } from "react";
import type { EditClass, SourceProblem } from "../domain/remarks.ts";
import type { ExtractedField, Suggestion } from "../domain/suggestion.ts";
import { useAgent, type FlagTarget } from "./agent-store.ts";
import { AskFailure, valueOf } from "./ask-failure.ts";
import { useDoor } from "./door.ts";
import { useMemory, type Memory } from "./memory.ts";
import type { Thread } from "./queries.ts";
import { words } from "./words.ts";

export interface Remarks {
  memory: Memory;
  /** Tells a source's owner what is wrong with it; null takes it back. */
  flag: (
    target: FlagTarget,
    problem: SourceProblem | null,
    note: string | null,
  ) => void;
  /** null: there is no suggestion yet that the correction could go with. */
  correct: ((field: ExtractedField, value: string) => void) | null;
  tickStep: (step: string, on: boolean) => void;
  classEdit: (suggestionId: string, editClass: EditClass | null) => void;
}

/** What the agent says about sources, fields and edits. Shown at once; the worker makes a signal of it. */
export function useRemarks(
  suggestion: Suggestion | null,
  thread: Thread,
): Remarks {
  const door = useDoor();
  const [memory, change] = useMemory(thread);
  const suggestionId = suggestion?.suggestionId ?? null;

  return useMemo(() => {
    const failed = (failure: unknown) =>
      useAgent
        .getState()
        .setNotice(
          failure instanceof AskFailure ? failure.message : words.workerGone,
        );
    return {
      memory,
      flag: (target, problem, note) => {
        useAgent.getState().setSheet(null);
        if (suggestionId === null) return;
        const key = target.sourceId ?? "";
        const before = memory.flagged;
        const { [key]: _taken, ...others } = before;
        change(() => ({
          flagged: problem === null ? others : { ...others, [key]: problem },
        }));
        void valueOf(door, {
          type: "panel.flag-source",
          suggestionId,
          ...target,
          problem,
          note,
        })
          .then(() => useAgent.getState().setHeard(words.flagged(problem)))
          .catch((failure: unknown) => {
            change(() => ({ flagged: before }));
            failed(failure);
          });
      },
      correct:
        suggestionId === null
          ? null
          : ({ fieldId, value: from }, value) => {
              const before = memory.corrected;
              change(() => ({ corrected: { ...before, [fieldId]: value } }));
              void valueOf(door, {
                type: "panel.correct-field",
                suggestionId,
                fieldId,
                from,
                value,
              }).catch((failure: unknown) => {
                change(() => ({ corrected: before }));
                failed(failure);
              });
            },
      tickStep: (step, on) =>
        change(({ steps }) => ({
          steps: [...steps.filter((it) => it !== step), ...(on ? [step] : [])],
        })),
      classEdit: (edited, editClass) => {
        useAgent.getState().setSheet(null);
        void valueOf(door, {
          type: "panel.class-edit",
          suggestionId: edited,
          editClass,
        }).catch(failed);
      },
    };
  }, [change, door, memory, suggestionId]);
}
