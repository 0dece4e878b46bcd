import { useLayoutEffect } from "react";
import { useAgent } from "./agent-store.ts";
import { words } from "./words.ts";

/**
 * What is said aloud about the panel as a whole. It stands here from the beginning and through every change of face:
 * a live region that comes together with its words is often not read.
 */
export function Announcer() {
  const text = useAgent(({ copied, heard, announced }) =>
    copied !== null ? words.copied : (heard ?? announced.text),
  );
  // The same words about another ticket are news, and only a change is read.
  const isOdd = useAgent(({ announced }) => announced.count % 2 === 1);
  return (
    <div className="hide aloud" role="status">
      {text}
      {text !== "" && isOdd && "\u00a0"}
    </div>
  );
}

/** Says this once, politely, when it comes; empty: nothing. */
export function useAnnouncement(text: string): void {
  // Before the next paint, so that nobody sees a ticket with what was said of the one before.
  useLayoutEffect(() => {
    if (text === "") return;
    const { announce } = useAgent.getState();
    announce(text);
    return () => {
      if (useAgent.getState().announced.text === text) announce("");
    };
  }, [text]);
}
