import { Button } from "../design/Button.tsx";
import type { Suggestion } from "../domain/suggestion.ts";
import { useAgent, useTicks, type Part } from "./agent-store.ts";
import { FootLine } from "./FootLine.tsx";
import { draftOf, findingsToTick, mainPart } from "./parts.ts";
import type { Ending } from "./queries.ts";
import type { Actions } from "./use-actions.ts";
import { words } from "./words.ts";

interface Props {
  suggestion: Suggestion;
  ending: Ending | null;
  actions: Actions;
  /** A newer message has come: this draft may not be inserted any more. */
  superseded: boolean;
  /** Another suggestion is being written. */
  writing: boolean;
  mayRegenerate: boolean;
  insertKey: string | null;
  /** The text is copied instead: nothing can be trusted to land in the right place. */
  copyOnly: boolean;
  handoffText: string | null;
  onStop: () => void;
  onDraftAgain: () => void;
}

/** One button, as its tier allows, and the quiet row. Its height never changes. */
export function Foot(props: Props) {
  const { suggestion, actions, writing, ending, superseded, handoffText } =
    props;
  const setSheet = useAgent((state) => state.setSheet);
  const toggleRow = useAgent((state) => state.toggleRow);
  const copied = useAgent((state) => state.copied);
  const part = mainPart(suggestion);
  const rejectable =
    part !== null && ending?.kind !== "rejected" && !superseded;

  return (
    <div className="foot">
      <MainPlace {...props} part={part} />
      <div className="acts">
        {writing ? (
          <Button look="quiet" keyName="Esc" onClick={props.onStop}>
            {words.stop}
          </Button>
        ) : (
          <>
            {draftOf(suggestion, "acknowledgement") && (
              <Button
                look="quiet"
                keyName="A"
                onClick={() => toggleRow("acknowledgement")}
              >
                {words.acknowledgement}
              </Button>
            )}
            {rejectable && (
              <Button
                look="quiet"
                keyName="X"
                onClick={() => setSheet({ kind: "reject" })}
              >
                {words.reject}
              </Button>
            )}
            {part === "reply" && rejectable && (
              <Button
                look="quiet"
                keyName="E"
                onClick={() => useAgent.getState().setEditing(true)}
              >
                {words.edit}
              </Button>
            )}
            {props.mayRegenerate && (
              <Button
                look="quiet"
                keyName="R"
                onClick={() => setSheet({ kind: "regenerate" })}
              >
                {words.regenerate}
              </Button>
            )}
            {part === null && !props.copyOnly && handoffText !== null && (
              <Button
                look="quiet"
                keyName="C"
                onClick={() => actions.copyPlain(handoffText)}
              >
                {copied === handoffText ? words.copied : words.copySummary}
              </Button>
            )}
            {part !== null && !props.copyOnly && (
              <Button
                look="quiet"
                keyName="C"
                onClick={() => actions.copyDraft(part)}
              >
                {copied === part ? words.copied : words.copy}
              </Button>
            )}
          </>
        )}
        <span className="gap" />
        <Button
          look="quiet"
          label={words.keys}
          onClick={() => setSheet({ kind: "keys" })}
        >
          ?
        </Button>
      </div>
    </div>
  );
}

function MainPlace({
  suggestion,
  ending,
  actions,
  superseded,
  writing,
  insertKey,
  copyOnly,
  handoffText,
  onDraftAgain,
  part,
}: Props & { part: Part | null }) {
  const notice = useAgent((state) => state.notice);
  const setNotice = useAgent((state) => state.setNotice);
  const copied = useAgent((state) => state.copied);
  const ticks = useTicks(suggestion.suggestionId);
  const name = copyOnly
    ? words.copy
    : part === "brief"
      ? words.insertHandoff
      : words.insertReply;

  if (notice !== null)
    return (
      <FootLine
        text={notice}
        action={
          part !== null && ending === null && !superseded
            ? {
                name,
                run: () => {
                  setNotice(null);
                  actions.insert(part);
                },
              }
            : { name: words.dismiss, run: () => setNotice(null) }
        }
      />
    );
  if (superseded)
    return (
      <Button look="main" onClick={onDraftAgain}>
        {words.draftAgain}
      </Button>
    );
  if (ending?.kind === "rejected")
    return (
      <FootLine
        text={words.rejected(words.reasons[ending.reason])}
        action={{ name: words.undo, run: actions.withdraw, keyName: "Z" }}
      />
    );
  if (part === null)
    return (
      <Button
        look="main"
        keyName={copyOnly ? "C" : insertKey}
        blocked={handoffText === null ? words.reading : null}
        onClick={() => {
          if (handoffText === null) return;
          if (copyOnly) actions.copyPlain(handoffText);
          else actions.insert("handoff");
        }}
      >
        {!copyOnly
          ? words.insertHandoff
          : copied !== null && copied === handoffText
            ? words.copied
            : words.copySummary}
      </Button>
    );
  if (ending?.kind === "inserted" && !writing)
    return (
      <FootLine
        text={words.inserted}
        action={{ name: words.insertAgain, run: () => actions.insert(part) }}
      />
    );

  const draft = part === "reply" ? draftOf(suggestion, part) : null;
  const left = draft
    ? findingsToTick(draft).filter(({ key }) => !ticks.includes(key)).length
    : 0;
  const blocked = writing
    ? words.writing
    : left > 0
      ? words.leftToCheck(left)
      : null;
  return (
    <Button
      look="main"
      keyName={insertKey}
      blocked={blocked}
      onClick={() => !writing && actions.insert(part)}
    >
      {copyOnly && copied === part ? words.copied : name}
    </Button>
  );
}
