import type { Guardrail } from "./guardrail.ts";
import { namedDaysIn, quantitiesIn, type Quantity } from "./quantities.ts";

/** "2." in front of a line counts the lines. */
const LIST_NUMBER = /^\s*\d{1,2}[.)](?=\s|$)/;

export const numbersInSources: Guardrail = {
  id: "numbers-in-sources",
  because:
    "A wrong number is the costliest mistake of a reply: every number, amount, date and duration stands in a source, the template or the ticket.",
  needs: ["sentence", "cited", "ticketText", "templateText"],
  check: ({ sentence, cited, ticketText, templateText }) => {
    const claimed = quantitiesIn(sentence.text.replace(LIST_NUMBER, ""));
    const days = namedDaysIn(sentence.text);
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

/** A bare number is covered by the number alone; a number with a unit only by the same unit. */
function covers(known: Quantity, claimed: Quantity): boolean {
  return (
    known.value === claimed.value &&
    (claimed.unit === null || known.unit === claimed.unit)
  );
}
