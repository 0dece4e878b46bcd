import { useEffect, useState } from "react";
import { Button } from "../design/Button.tsx";
import { words } from "./words.ts";

/** From here on the wait is said in words. */
const SLOW_AFTER_S = 2;

/** Reserved space for the draft: still lines, no movement, and after two seconds the truth. */
export function Waiting({ onStop }: { onStop?: () => void }) {
  const seconds = useSeconds();
  const [patient, setPatient] = useState(false);
  return (
    <section
      className="draft waiting"
      aria-label={words.regions.reply}
      aria-busy="true"
    >
      <Ghosts lines={["w-25", "w-90 first", "w-100", "w-80", "w-65 first"]} />
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

/** Still lines where words will stand. */
export function Ghosts({ lines }: { lines: string[] }) {
  return (
    <div aria-hidden="true">
      {lines.map((line) => (
        <span key={line} className={`ghost ${line}`} />
      ))}
    </div>
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
