import type { Guardrail } from "./guardrail.ts";
import { normalised } from "./terms.ts";

const ADDRESS =
  /\bhttps?:\/\/[^\s<>"')]+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|\b(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|io|eu|de|uk|at|ch|fr|nl|es|it|co|app|dev|shop|store|info|biz|example|test|xyz|ly|me|us|ca|au)\b(?:\/[^\s<>"')]*)?/giu;

export const urlsInSources: Guardrail = {
  id: "urls-in-sources",
  because:
    "A link or an address that no source names may lead a customer anywhere. The ticket's own links do not count.",
  needs: ["sentence", "cited", "templateText"],
  check: ({ sentence, cited, templateText }) => {
    const known = normalised(
      [
        ...cited.map(({ text, url }) => `${text} ${url ?? ""}`),
        templateText,
      ].join(" "),
    );
    return addressesIn(sentence.text)
      .filter((address) => !known.includes(normalised(address)))
      .map((address) => ({
        message: `Address not in a source: "${address}"`,
        quote: address,
      }));
  },
};

/** Runs of letters without a dot or an at sign are skipped at once, so that a hostile text costs nothing. */
export function addressesIn(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((word) => word.length <= 2000 && /[.@]/.test(word))
    .flatMap((word) => word.match(ADDRESS) ?? [])
    .map((address) => address.replace(/[.,;:!?]+$/, ""));
}
