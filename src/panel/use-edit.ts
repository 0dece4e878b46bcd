import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { editedDraft } from "../domain/edited-draft.ts";
import type { Suggestion } from "../domain/suggestion.ts";
import { valueOf } from "./ask-failure.ts";
import { useDoor } from "./door.ts";
import { keys } from "./queries.ts";

/**
 * The agent's own words for a reply. They live on the worker's disk, which also inserts them; every change is sent
 * there, so closing the panel in the middle of a word loses nothing.
 */
export function useEdit(suggestion: Suggestion | null) {
  const door = useDoor();
  const client = useQueryClient();
  const suggestionId = suggestion?.suggestionId ?? "none";
  const isReply = suggestion?.answer.kind === "draft";
  const { data, isError } = useQuery<string | null>({
    queryKey: keys.edit(suggestionId),
    queryFn: () => valueOf(door, { type: "panel.edited-draft", suggestionId }),
    enabled: isReply,
    staleTime: Infinity,
  });
  const setEdit = useCallback(
    (text: string | null) => {
      client.setQueryData(keys.edit(suggestionId), text);
      void valueOf(door, {
        type: "panel.edit-draft",
        suggestionId,
        text,
      }).catch(() => undefined); // said again before it is inserted
    },
    [client, door, suggestionId],
  );
  // Shown before it is known, the draft would flash and then turn into the agent's own words under their eyes.
  const isKnown = isReply && (data !== undefined || isError);
  const [isOpened, setIsOpened] = useState(false);
  if (isKnown && !isOpened) setIsOpened(true);
  return {
    edit: isReply ? (data ?? null) : null,
    setEdit,
    isOpening: isReply && !isKnown && !isOpened,
  };
}

/** The suggestion as it stands now: with the agent's words in the draft's place, where there are any. */
export function useEdited(
  suggestion: Suggestion | null,
  edit: string | null,
): Suggestion | null {
  return useMemo(
    () =>
      suggestion?.answer.kind === "draft" && edit !== null
        ? {
            ...suggestion,
            answer: {
              kind: "draft",
              draft: editedDraft(suggestion.answer.draft, edit),
            },
          }
        : suggestion,
    [suggestion, edit],
  );
}
