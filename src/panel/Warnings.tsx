import type { Finding } from "../domain/suggestion.ts";
import { words } from "./words.ts";

/** What the re-check says about the agent's own words. There is nothing to tick: it warns and never blocks. */
export function Warnings({ findings }: { findings: Finding[] }) {
  return (
    <div role="status" aria-label={words.inYourText}>
      {findings.length > 0 && (
        <section className="sec" aria-label={words.inYourText}>
          <h2>{words.inYourText}</h2>
          {findings.map(({ guardrail, message, quote }, n) => (
            <p className="said-by warning" key={`${guardrail}-${n}`} dir="auto">
              {message}
              {!message.includes(quote) && <small>{words.quoted(quote)}</small>}
            </p>
          ))}
        </section>
      )}
    </div>
  );
}
