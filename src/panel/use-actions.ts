import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { RejectReason } from "../domain/outcome.ts";
import { textOf, type Suggestion } from "../domain/suggestion.ts";
import type { TabView } from "../messaging/panel-protocol.ts";
import { useAgent, type Part } from "./agent-store.ts";
import { AskFailure, valueOf } from "./ask-failure.ts";
import { useDoor } from "./door.ts";
import {
  draftOf,
  findingsToTick,
  findingTickId,
  goTo,
  mayInsertHere,
} from "./parts.ts";
import { keys, type Ending, type Thread } from "./queries.ts";
import { words } from "./words.ts";

export interface Actions {
  /** Inserts at once into an empty composer; asks where when there is text. */
  insert: (part: Part) => void;
  insertInto: (
    part: Part,
    mode: "append" | "replace",
    composerText: string,
  ) => void;
  reject: (reason: RejectReason, note: string | null) => void;
  withdraw: () => void;
  copyDraft: (part: Part) => void;
  copyPlain: (text: string) => void;
  jump: (messageId: string) => void;
  /** Back to the helpdesk's reply box. */
  leave: () => void;
}

/** What the agent can do with one suggestion. Each says in the foot what did not work; none labels an outcome. */
export function useActions(
  suggestion: Suggestion | null,
  thread: Thread,
  view: TabView,
  superseded: string | null,
  edit: string | null,
): Actions {
  const door = useDoor();
  const client = useQueryClient();

  return useMemo(() => {
    const { setSheet, setNotice, setCopied } = useAgent.getState();
    const setEnding = (ending: Ending | null) =>
      suggestion &&
      client.setQueryData(keys.ending(suggestion.suggestionId), ending);
    const failed = (failure: unknown) =>
      setNotice(
        failure instanceof AskFailure ? failure.message : words.workerGone,
      );

    const insertInto: Actions["insertInto"] = (part, mode, composerText) => {
      if (!suggestion) return;
      setSheet(null);
      const ticked = useAgent.getState().ticks[suggestion.suggestionId] ?? [];
      const keepEdit =
        part === "reply" && edit !== null
          ? valueOf(door, {
              type: "panel.edit-draft",
              suggestionId: suggestion.suggestionId,
              text: edit,
            })
          : Promise.resolve(null);
      void keepEdit
        .then(() =>
          valueOf(door, {
            type: "panel.insert",
            tabId: thread.tabId,
            suggestionId: suggestion.suggestionId,
            part,
            mode,
            expectedText: composerText,
            ticked,
          }),
        )
        .then(async (result) => {
          if (result.ok) {
            useAgent.getState().setEditing(false);
            // A note is no reply: nothing has ended with it.
            if (part === "handoff") setNotice(words.handoffInserted);
            else setEnding({ kind: "inserted" });
            return;
          }
          switch (result.reason) {
            case "composer_changed":
              // The agent typed meanwhile: show what is to be decided, on the text that stands there now.
              if (result.composerText.trim() === "")
                setNotice(words.composerChanged);
              else
                setSheet({
                  kind: "composer",
                  part,
                  composerText: result.composerText,
                });
              return;
            case "not_taken":
              setNotice(
                (await copyDraft(part)) ? words.notTakenCopied : words.notTaken,
              );
              return;
            case "findings_open":
              goTo(findingTickId(firstOpenFinding(suggestion, part)), true);
              return;
            case "wrong_composer":
              setNotice(
                view.composer?.mode === "unknown"
                  ? words.unknownComposer
                  : part === "brief" || part === "handoff"
                    ? words.wrongComposerForNote
                    : words.wrongComposer,
              );
              return;
            case "wrong_ticket":
              setNotice(words.wrongTicket);
              return;
            case "no_composer":
              setNotice(words.noComposer);
              return;
            case "superseded":
              setNotice(superseded ?? words.overtaken);
          }
        })
        .catch(failed);
    };

    const copyDraft = async (part: Part) => {
      const draft = suggestion && draftOf(suggestion, part);
      if (!suggestion || !draft) return false;
      const text = part === "reply" && edit !== null ? edit : textOf(draft);
      if (!(await door.copyText(text))) return false;
      // Only a customer's draft can come back as a sent reply.
      if (part === "reply")
        await valueOf(door, {
          type: "panel.copied",
          suggestionId: suggestion.suggestionId,
        }).catch(() => undefined);
      return true;
    };
    const copyPlain: Actions["copyPlain"] = (text) =>
      void door
        .copyText(text)
        .then((copied) =>
          copied ? setCopied(text) : setNotice(words.notCopied),
        );

    return {
      insertInto,
      insert: (part) => {
        if (!suggestion || superseded !== null) return;
        if (!mayInsertHere(view, part) && part !== "handoff")
          return void copyDraft(part).then((copied) =>
            copied ? setCopied(part) : setNotice(words.notCopied),
          );
        const open = firstOpenFinding(suggestion, part);
        if (open >= 0) return goTo(findingTickId(open), true);
        const composerText = view.composer?.text ?? "";
        if (composerText.trim() === "")
          insertInto(part, "append", composerText);
        else setSheet({ kind: "composer", part, composerText });
      },
      reject: (reason, note) => {
        if (!suggestion) return;
        setSheet(null);
        setEnding({ kind: "rejected", reason });
        void valueOf(door, {
          type: "panel.reject",
          suggestionId: suggestion.suggestionId,
          reason,
          note,
        }).catch((failure: unknown) => {
          setEnding(null);
          failed(failure);
        });
      },
      withdraw: () => {
        if (!suggestion) return;
        const before =
          client.getQueryData<Ending>(keys.ending(suggestion.suggestionId)) ??
          null;
        setEnding(null);
        void valueOf(door, {
          type: "panel.withdraw-rejection",
          suggestionId: suggestion.suggestionId,
        }).catch((failure: unknown) => {
          setEnding(before);
          failed(failure);
        });
      },
      copyDraft: (part) =>
        void copyDraft(part).then((copied) =>
          copied ? setCopied(part) : setNotice(words.notCopied),
        ),
      copyPlain,
      leave: () =>
        void valueOf(door, {
          type: "panel.focus-composer",
          tabId: thread.tabId,
        }).catch(failed),
      jump: (messageId) =>
        void valueOf(door, {
          type: "panel.show-message",
          tabId: thread.tabId,
          ref: thread.ref,
          messageId,
        })
          .then((shown) => shown || setNotice(words.notOnPage))
          .catch(failed),
    };
  }, [client, door, edit, suggestion, superseded, thread, view]);
}

/** Place of the first finding that is not ticked, or -1. */
function firstOpenFinding(suggestion: Suggestion, part: Part): number {
  const draft = draftOf(suggestion, part);
  // A brief never reaches the customer.
  if (!draft || part === "brief") return -1;
  const ticked = useAgent.getState().ticks[suggestion.suggestionId] ?? [];
  return findingsToTick(draft).findIndex(({ key }) => !ticked.includes(key));
}
