/** Thin on purpose: a script, or a handful of the commonest words. null when unsure, never a guess. */

const SCRIPTS: [RegExp, string][] = [
  [/[\u3040-\u30ff]/gu, "ja"],
  [/\p{Script=Hangul}/gu, "ko"],
  [/\p{Script=Han}/gu, "zh"],
  [/\p{Script=Hebrew}/gu, "he"],
  [/\p{Script=Greek}/gu, "el"],
  [/\p{Script=Thai}/gu, "th"],
  [/\p{Script=Arabic}/gu, "und-Arab"],
  [/\p{Script=Cyrillic}/gu, "und-Cyrl"],
  [/\p{Script=Devanagari}/gu, "und-Deva"],
];

/** Words that are common in one of these languages and rare in the others. */
const WORDS: Record<string, string> = {
  en: "the and is are you my i to of for have has not with this that when what how can please it was were be would on we your do did at from by an if about but get there will still been",
  de: "der das und ist nicht ich sie mit ein eine einen für auf den dem wie kann bitte mein meine habe haben wir noch wann wo aber auch von zu bei seit",
  fr: "le les et est je vous une pour pas que dans mon ma mes avec sur ne puis bonjour merci quand comment mais ai avez cette depuis nous",
  es: "el los las y es no por una para que mi con cuando como pero hola gracias puedo tengo está esta qué cuándo dónde del lo se su pedido",
  it: "il gli e non per una che mio mia con sono ho quando come ma ciao grazie posso della del questo è di ancora dove",
  nl: "de het en niet ik een voor met mijn wanneer hoe maar graag heb kan van op is bestelling nog waar dat wij jullie",
  pt: "o os e não para uma que meu minha com quando como mas olá obrigado posso está da do em são onde ainda",
  pl: "nie jest się na do i w z mam czy kiedy jak moje mój moja dzień dobry proszę dziękuję gdzie zamówienie",
};
const LANGUAGES = Object.entries(WORDS).map(
  ([language, words]) => [language, new Set(words.split(" "))] as const,
);

export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, 4000).replace(/⟦[^⟦⟧]*⟧/g, " ");
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 4) return null;
  for (const [script, language] of SCRIPTS)
    if ((sample.match(script)?.length ?? 0) > letters / 2) return language;

  const words = sample.toLowerCase().match(/[\p{L}']+/gu) ?? [];
  const [best, second] = LANGUAGES.map(([language, common]) => ({
    language,
    hits: words.filter((word) => common.has(word)).length,
  })).sort((a, b) => b.hits - a.hits);
  if (!best || best.hits < 3 || best.hits < words.length * 0.12) return null;
  return best.hits >= 1.5 * (second?.hits ?? 0) ? best.language : null;
}

/** Unknown counts as allowed: most tickets too short to tell are in the shop's language. */
export function isAllowedLanguage(
  language: string | null,
  allowed: string[],
): boolean {
  if (language === null || allowed.length === 0) return true;
  const primary = primaryOf(language);
  return allowed.some(
    (one) =>
      primaryOf(one) === primary ||
      (primary === "und" && scriptOf(one) === language.slice(4)),
  );
}

function primaryOf(tag: string): string {
  return tag.toLowerCase().split("-")[0] ?? "";
}

/** Only for scripts that several languages share. */
function scriptOf(tag: string): string | null {
  try {
    return new Intl.Locale(tag).maximize().script ?? null;
  } catch {
    return null;
  }
}
