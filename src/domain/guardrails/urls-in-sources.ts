import type { Guardrail } from "./guardrail.ts";
import { hasWhole, normalised } from "./terms.ts";

/**
 * Whatever a mail program makes a link of: a scheme, an e-mail address, an IP address, and any two words with a dot
 * between them, since every other word is a top-level domain by now.
 */
const ADDRESS =
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s<>"')]+|\b(?:mailto|javascript|data|vbscript|file|blob|tel|sms):[^\s<>"')]+|(?<![\p{L}\p{N}:/])\/\/[\p{L}\p{N}][^\s<>"')]*|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|(?:[\p{L}\p{N}-]+[.\u3002])+\p{L}{2,}(?:\/[^\s<>"')]*)?|\b(?:\d{1,3}\.){3}\d{1,3}\b/giu;
/** "shop dot example", "shop[.]example": written for a person to put together. */
const SPELLED =
  /[\p{L}\p{N}-]+(?:\s*[[({]\s*(?:\.|dot)\s*[\])}]\s*|\s+dot\s+)\p{L}{2,}/giu;

const HAS_DOT_WORD = /[[({]\s*(?:\.|dot)|\sdot\s/i;

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
      .filter((address) => !hasWhole(known, normalised(address)))
      .map((address) => ({
        message: `Address not in a source: "${address}"`,
        quote: address,
      }));
  },
};

/** Runs of letters without a dot, a colon or an at sign are skipped at once, so that a hostile text costs nothing. */
export function addressesIn(text: string): string[] {
  const plain = text.replace(/[\p{Cf}\p{Co}]/gu, "");
  return [
    ...plain
      .split(/\s+/)
      .filter((word) => word.length <= 2000 && /[.@:\u3002]|\/\//.test(word))
      .flatMap((word) => word.match(ADDRESS) ?? [])
      .map((address) => address.replace(/[.,;:!?]+$/, "")),
    ...(HAS_DOT_WORD.test(plain) ? (plain.match(SPELLED) ?? []) : []),
  ];
}
