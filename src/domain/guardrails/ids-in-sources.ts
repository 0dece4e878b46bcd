import { addressesIn } from "./urls-in-sources.ts";
import type { Guardrail } from "./guardrail.ts";
import { hasWhole, normalised } from "./terms.ts";

/** Letters and digits in one word: order, serial and tracking numbers. Or a run of digits too long for a count. */
const ID =
  /(?<![\p{L}\p{N}_-])(?=[\p{L}\p{N}_-]*\p{N})(?=[\p{L}\p{N}_-]*\p{L})[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}.,])\d{5,}(?![\p{L}\p{N}.,]\d)/gu;
/** "14-day", "1st", "1960s", "20kg": a count with its unit. */
const COUNT =
  /^\d+(?:st|nd|rd|th|s|x|h|am|pm|kg|g|km|m|cm|mm|ml|l|gb|mb)?$|^\d+(?:-[\p{L}]+)+$/iu;

export const idsInSources: Guardrail = {
  id: "ids-in-sources",
  because:
    "An order or serial number that is in neither the ticket nor a source belongs to somebody else.",
  needs: ["sentence", "cited", "ticketText", "templateText"],
  check: ({ sentence, cited, ticketText, templateText }) => {
    const text = addressesIn(sentence.text).reduce(
      (rest, address) => rest.replace(address, " "),
      sentence.text.replace(/⟦[^⟦⟧]*⟧/g, " "),
    );
    const ids = (text.match(ID) ?? []).filter(
      (id) => (id.length >= 4 && !COUNT.test(id)) || /^\d{5,}$/.test(id),
    );
    if (ids.length === 0) return [];
    const known = normalised(
      [...cited.map((source) => source.text), templateText, ticketText].join(
        " ",
      ),
    );
    return ids
      .filter((id) => !hasWhole(known, normalised(id)))
      .map((id) => ({
        message: `Number not in the ticket: "${id}"`,
        quote: id,
      }));
  },
};
