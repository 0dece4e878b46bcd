import type { Guardrail } from "./guardrail.ts";
import {
  isMoney,
  namedDaysIn,
  quantitiesIn,
  type Quantity,
} from "./quantities.ts";

/** "2." in front of a line counts the lines. */
const LIST_NUMBER = /^\s*\d{1,2}[.)](?=\s|$)/;

export const numbersInSources: Guardrail = {
  id: "numbers-in-sources",
  because:
    "A wrong number is the costliest mistake of a reply: every number, amount, date and duration stands in a source, the template or the ticket.",
  needs: ["sentence", "cited", "ticketText", "templateText"],
  check: ({ sentence, cited, ticketText, templateText }) => {
    const claimed = quantitiesIn(sentence.text.replace(LIST_NUMBER, ""));
    // "How can I help you today?" promises nothing.
    const days = sentence.text.trimEnd().endsWith("?")
      ? []
      : namedDaysIn(sentence.text);
    if (claimed.length === 0 && days.length === 0) return [];
    const allowed = [...cited.map(({ text }) => text), templateText ?? ""];
    const known = [...allowed, ticketText].flatMap(quantitiesIn);
    // A day the customer named ("by Friday") is a wish; only a source can make it an answer.
    const knownDays = allowed.flatMap(namedDaysIn);
    return [
      ...claimed
        .filter((quantity) => !known.some((one) => covers(one, quantity)))
        .map(({ quote }) => ({
          message: `Number not in a source: "${quote}"`,
          quote,
        })),
      ...days
        .filter((day) => !knownDays.includes(day))
        .map((day) => ({
          message: `Promises a day: "${day}"`,
          quote: day,
        })),
    ];
  },
};

/** Helpdesk fields give sums without their currency; a figure this long is no count of something else. */
const BARE_SUM = /^\d{3,}$|\.\d+$/;

/** A bare number is covered by the number alone; a number with a unit only by the same unit. */
function covers(known: Quantity, claimed: Quantity): boolean {
  if (known.value !== claimed.value) return false;
  if (claimed.unit === null || known.unit === claimed.unit) return true;
  return (
    known.unit === null && isMoney(claimed.unit) && BARE_SUM.test(claimed.value)
  );
}
