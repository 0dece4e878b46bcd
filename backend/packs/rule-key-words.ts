/** Words that say nothing about what a rule is about. */
const COMMON = new Set(
  `a about above according action after again agent all already also always an and another any are as ask at available be
  because been before being below between both but by call can cannot case cases check could customer customers different
  do does doesn during each either else enough even every explicit first following for from further get given has have
  help her his how if in information into is it its itself just know later least less let list long made make makes many
  may more most must need needs never new no not note now obtain of on once one only or other others otherwise our out
  over own per please policy possible proceed provide provided reason reasons remain request require required same see
  should since so some sure take taken than that the their them then there these they this those through time times to
  under until up update use used user users using via was way we were what when where whether which while who will with
  within without would you your yourself true false api tool tools doesn't don't`.split(
    /\s+/,
  ),
);
const MAX_WORDS = 14;

/** The words of a section that say most about it: frequent first, and earlier ones before later ones. */
export function keyWords(text: string, except: string): string[] {
  const skip = new Set(wordsOf(except));
  const count = new Map<string, number>();
  for (const word of wordsOf(text)) {
    if (word.length > 2 && !COMMON.has(word) && !skip.has(word))
      count.set(word, (count.get(word) ?? 0) + 1);
  }
  return [...count]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_WORDS)
    .map(([word]) => word);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+(?:['’-]\p{L}+)*/gu) ?? [];
}
