import type { Guardrail } from "./guardrail.ts";
import { normalised } from "./terms.ts";

export const bannedPhrases: Guardrail = {
  id: "banned-phrases",
  because: "Some phrases this company does not say.",
  needs: ["sentence", "bannedPhrases"],
  check: ({ sentence, bannedPhrases: phrases }) => {
    const said = ` ${normalised(sentence.text)
      .replace(/[^\p{L}\p{N}']+/gu, " ")
      .trim()} `;
    return phrases
      .filter((phrase) => {
        const banned = normalised(phrase)
          .replace(/[^\p{L}\p{N}']+/gu, " ")
          .trim();
        return banned !== "" && said.includes(` ${banned} `);
      })
      .map((phrase) => ({
        message: `Not our words: "${phrase}"`,
        quote: phrase,
      }));
  },
};
