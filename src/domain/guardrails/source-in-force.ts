import type { Guardrail } from "./guardrail.ts";

export const sourceInForce: Guardrail = {
  id: "source-in-force",
  because:
    "Yesterday's rule is wrong today, and an internal one is not for customers.",
  needs: ["sentence", "cited", "destination", "now"],
  check: ({ sentence, cited, destination, now }) => {
    const time = Date.parse(now);
    return cited.flatMap((source) => {
      const quote = sentence.text;
      if (destination === "public" && source.audience === "internal")
        return [{ message: `Internal source: ${source.title}`, quote }];
      if (
        source.effectiveUntil !== null &&
        Date.parse(source.effectiveUntil) <= time
      )
        return [
          {
            message: `Source out of force since ${source.effectiveUntil.slice(0, 10)}: ${source.title}`,
            quote,
          },
        ];
      if (
        source.effectiveFrom !== null &&
        Date.parse(source.effectiveFrom) > time
      )
        return [
          {
            message: `Source not in force before ${source.effectiveFrom.slice(0, 10)}: ${source.title}`,
            quote,
          },
        ];
      return [];
    });
  },
};
