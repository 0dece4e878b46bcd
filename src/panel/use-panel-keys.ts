import type { Suggestion } from "../domain/suggestion.ts";
import { useAgent } from "./agent-store.ts";
import { draftOf, flagTargetIn, goTo, mainPart, sourceRowId } from "./parts.ts";
import type { Actions } from "./use-actions.ts";
import { useKeys, type KeyMap } from "./use-keys.ts";

interface Hand {
  suggestion: Suggestion | null;
  actions: Actions;
  mayRegenerate: boolean;
  rejected: boolean;
  superseded: boolean;
  handoffText: string | null;
  /** The edit that the agent may say a word about, or null. */
  editedId: string | null;
  /** The rows about the ticket stand there without a draft, too. */
  hasRows: boolean;
  /** null: no draft is offered. */
  onAsk: (() => void) | null;
  /** null: nothing is awaited or written. */
  onStop: (() => void) | null;
}

/** The panel's single keys while no sheet is open; an open sheet has its own. */
export function usePanelKeys(hand: Hand): void {
  const sheet = useAgent((state) => state.sheet);
  const editing = useAgent((state) => state.editing);
  const searching = useAgent((state) => state.searching);
  useKeys(keyMapOf(hand), sheet === null && !editing && !searching);
}

function keyMapOf({
  suggestion,
  actions,
  mayRegenerate,
  rejected,
  superseded,
  handoffText,
  editedId,
  hasRows,
  onAsk,
  onStop,
}: Hand): KeyMap {
  const { setSheet, setMenu, setNotice, setEditing, toggleRow, toggleSource } =
    useAgent.getState();
  const map: KeyMap = {
    "/": () => useAgent.getState().setSearching(true),
    "?": () => setSheet({ kind: "keys" }),
    Escape: () => {
      // The innermost first: a menu, then writing, then a line that was said.
      if (useAgent.getState().menu !== null) setMenu(null);
      else if (onStop) onStop();
      else if (useAgent.getState().notice !== null) setNotice(null);
      else actions.leave();
    },
  };
  if (editedId !== null)
    map["W"] = () => setSheet({ kind: "edit", suggestionId: editedId });
  if (hasRows || suggestion) {
    map["S"] = () => toggleRow("summary");
    map["D"] = () => toggleRow("fields");
  }
  if (!suggestion) {
    if (onAsk) map["R"] = onAsk;
    return map;
  }
  map["T"] = () =>
    setMenu(useAgent.getState().menu === "topic" ? null : "topic");
  map["N"] = () => toggleRow("steps");
  map["L"] = () => toggleRow("similar");
  const part = mainPart(suggestion);
  if (part !== null) {
    map["C"] = () => actions.copyDraft(part);
    if (!rejected && !superseded) {
      if (part === "reply") map["E"] = () => setEditing(true);
      map["I"] = () => actions.insert(part);
      map["X"] = () => setSheet({ kind: "reject" });
    }
  } else if (handoffText !== null) {
    map["C"] = () => actions.copyPlain(handoffText);
    map["I"] = () => actions.insert("handoff");
  }
  if (flagTargetIn(suggestion, []))
    map["F"] = () => {
      const target = flagTargetIn(suggestion, useAgent.getState().openSources);
      if (target) setSheet({ kind: "flag", target });
    };
  if (mayRegenerate) map["R"] = () => setSheet({ kind: "regenerate" });
  if (rejected) map["Z"] = actions.withdraw;
  if (draftOf(suggestion, "acknowledgement"))
    map["A"] = () => toggleRow("acknowledgement");
  for (const [n, source] of suggestion.sources.slice(0, 9).entries())
    map[String(n + 1)] = () => {
      toggleSource(source.sourceId);
      requestAnimationFrame(() => goTo(sourceRowId(n + 1), false));
    };
  return map;
}
