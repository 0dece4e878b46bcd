import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { REWRITES, type Rewrite } from "../domain/rewrite.ts";
import type { Finding } from "../domain/suggestion.ts";
import { AskFailure, valueOf } from "./ask-failure.ts";
import { useDoor } from "./door.ts";
import type { Thread } from "./queries.ts";
import { Warnings } from "./Warnings.tsx";
import { words } from "./words.ts";

interface Props {
  text: string;
  thread: Thread;
  onChange: (text: string) => void;
}

interface Proposal {
  text: string;
  findings: Finding[];
}

/**
 * Has the language model say the agent's words otherwise. What a guardrail objects to in its text takes the place of the
 * agent's only when they say so: no key may insert what nobody has read.
 */
export function RewriteRow({ text, thread, onChange }: Props) {
  const door = useDoor();
  const [asking, setAsking] = useState<Rewrite | null>(null);
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const ask = (how: Rewrite) => {
    setAsking(how);
    setTrouble(null);
    setProposal(null);
    void valueOf(door, {
      type: "panel.rewrite",
      tabId: thread.tabId,
      ref: thread.ref,
      text,
      how,
    })
      .then((rewritten) => {
        if (rewritten.findings.length > 0) setProposal(rewritten);
        else onChange(rewritten.text);
      })
      .catch((failure: unknown) =>
        setTrouble(
          failure instanceof AskFailure ? failure.message : words.workerGone,
        ),
      )
      .finally(() => setAsking(null));
  };
  return (
    <>
      <div className="links" role="group" aria-label={words.rewrite}>
        {REWRITES.map((how) => (
          <Button
            key={how}
            look="link"
            onClick={() => asking === null && text.trim() !== "" && ask(how)}
          >
            {asking === how ? words.writing : words.rewrites[how]}
          </Button>
        ))}
      </div>
      {trouble !== null && (
        <p className="said-by warning" role="status">
          {trouble}
        </p>
      )}
      {proposal !== null && (
        <>
          <Warnings findings={proposal.findings} />
          <p className="quote" dir="auto">
            {proposal.text}
          </p>
          <div className="links">
            <Button
              look="link"
              onClick={() => {
                onChange(proposal.text);
                setProposal(null);
              }}
            >
              {words.useRewrite}
            </Button>
            <Button look="link" onClick={() => setProposal(null)}>
              {words.keepMine}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
