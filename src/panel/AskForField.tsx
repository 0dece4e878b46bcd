import { Button } from "../design/Button.tsx";
import { askedName, speaksOf } from "../domain/ask-for-field.ts";
import type { ExtractedField } from "../domain/suggestion.ts";
import { useAgent } from "./agent-store.ts";
import type { Asking } from "./asking.ts";
import { words } from "./words.ts";

interface Props {
  field: ExtractedField;
  asking: Asking;
  onCopy: (text: string) => void;
}

/** The sentence that asks the customer for what the ticket lacks, one press away from the reply. */
export function AskForField({ field, asking, onCopy }: Props) {
  const question = words.askForField(askedName(field));
  const copied = useAgent((state) => state.copied === question);
  const { add, reply } = asking;
  if (reply !== null && speaksOf(reply, field))
    return <small>{words.askedInReply}</small>;
  return (
    <small>
      <span dir="auto">{words.quoted(question)}</span>{" "}
      {add ? (
        <Button
          look="link"
          label={words.addAsking(field.label)}
          onClick={() => {
            add(question);
            useAgent.getState().setHeard(words.askedInReply);
          }}
        >
          {words.addToReply}
        </Button>
      ) : (
        <Button
          look="link"
          label={words.copyAsking(field.label)}
          onClick={() => onCopy(question)}
        >
          {copied ? words.copied : words.copy}
        </Button>
      )}
    </small>
  );
}
