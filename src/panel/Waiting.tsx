import { useEffect, useState } from "react";
import { Button } from "../design/Button.tsx";
import { useKeys } from "./use-keys.ts";
import { words } from "./words.ts";

/** From here on the wait is said in words. */
const SLOW_AFTER_S = 2;

/** Reserved space for the draft: still lines, no movement, and after two seconds the truth. */
export function Waiting({ onStop }: { onStop?: () => void }) {
  const seconds = useSeconds();
  const [patient, setPatient] = useState(false);
  useKeys({ Escape: onStop }, onStop !== undefined);
  return (
    <section
      className="draft waiting"
      aria-label={words.regions.reply}
      aria-busy="true"
    >
      <div aria-hidden="true">
        <span className="ghost w-25" />
        <span className="ghost w-90 first" />
        <span className="ghost w-100" />
        <span className="ghost w-80" />
        <span className="ghost w-65 first" />
      </div>
      {seconds >= SLOW_AFTER_S && (
        <p className="slow">
          {/* Counting aloud every second would talk over everything else. */}
          <span aria-hidden="true">{words.slow(seconds)}</span>
          <span className="hide" role="status">
            {words.slow(SLOW_AFTER_S)}
          </span>{" "}
          {onStop && !patient && (
            <>
              <Button look="link" onClick={onStop}>
                {words.stop}
              </Button>{" "}
              {words.or}{" "}
              <Button look="link" onClick={() => setPatient(true)}>
                {words.keepWaiting}
              </Button>
            </>
          )}
        </p>
      )}
    </section>
  );
}

export function WaitingFoot({ onStop }: { onStop: () => void }) {
  return (
    <div className="foot">
      <Button look="main" blocked={words.writing} onClick={() => undefined}>
        {words.insertReply}
      </Button>
      <div className="acts">
        <Button look="quiet" keyName="Esc" onClick={onStop}>
          {words.stop}
        </Button>
      </div>
    </div>
  );
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const from = Date.now();
    const timer = setInterval(
      () => setSeconds(Math.floor((Date.now() - from) / 1000)),
      250,
    );
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
