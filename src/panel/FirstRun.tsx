import { Promises } from "./Promises.tsx";
import { words } from "./words.ts";

/** Not connected yet: what to have at hand, and what a person agrees to. The boxes are on the options page. */
export function FirstRun() {
  return (
    <>
      <section className="say tight">
        <h2>{words.connectTitle}</h2>
        <p>{words.connectText}</p>
      </section>
      <Promises />
    </>
  );
}
