import { stem } from "./stem.ts";

/** Words of grammar: they carry no topic. */
const GRAMMAR =
  "a about above across actually after again ago ahead all almost along already also although always am an and another any anybody anyone anything anyway are around as at away back be because been before being below besides between both but by came can cannot could did do does doing done down during each either else enough etc even ever every everyone everything few for from further get gets getting go goes going gone got had has have having he hence her here hers herself him himself his how however i if in indeed instead into is it its itself just keep keeps kept lately least less let lets like likely lot lots made make makes making many may maybe me mean means meant might mine more most much must my myself near nearly never next no nobody none nor not nothing now of off often on once one ones only onto or other others otherwise our ours ourselves out over own per perhaps put quite rather really said same say saying says see seem seemed seems seen several shall she should since so some somebody somehow someone something sometimes somewhere soon still such sure than that the their theirs them themselves then there therefore these they thing things think this those though through thus till to together too toward towards under unless until up upon us use used using usually various very via was way we well went were what whatever when whenever where whether which while who whole whom whose why will with within without would yes yet you your yours yourself";
/** Words of a helpdesk's small talk: every ticket has them, whatever it is about. */
const SMALL_TALK =
  "hi hello hey dear good morning afternoon evening please pls thank thanks thankyou regards best kind kindly cheers sincerely hope hoping help helps helped helping assist assistance assisting support need needs needed want wants wanted wanting wish wondering wonder know knows tell told ask asked asking question questions query issue issues problem problems trouble understand explain advise advice let love appreciate look looking find found try tried trying sorry bit currently right able possible way kind sort guess believe really happen happened happening unfortunately quickly asap urgent urgently team sir madam mr mrs ms ok okay great nice info information regarding concerning don doesn didn isn wasn won wouldn couldn can't don't doesn't didn't isn't wasn't won't i'm i've i'd i'll it's that's what's there's you're they're we're haven't hasn't hadn't aren't weren't couldn't shouldn't wouldn't let's im ive dont doesnt didnt cant wont today day";
const STOP_WORDS = new Set(`${GRAMMAR} ${SMALL_TALK}`.split(" "));

/** A text's longest run that is read: a message of a megabyte says no more. */
const MAX_CHARACTERS = 20_000;

/** Stems of the words that carry the topic, in order, repeated as they are repeated. */
export function contentStems(text: string): string[] {
  const names = namesAmongStopWords(text);
  return plainWords(text)
    .filter(
      (word) => word.length > 1 && (!STOP_WORDS.has(word) || names.has(word)),
    )
    .map(stem);
}

/** "The US", "IT": in capitals a word of grammar is a name, unless all is in capitals. Counts for the whole text. */
function namesAmongStopWords(text: string): Set<string> {
  const capitals = text.slice(0, MAX_CHARACTERS).match(CAPITALS) ?? [];
  const names = new Set<string>();
  for (const word of capitals) {
    const lower = word.toLowerCase();
    if (STOP_WORDS.has(lower) && !STRESSED.has(lower)) names.add(lower);
  }
  return names.size > 0 && /\p{Ll}/u.test(text) ? names : NO_NAMES;
}

/** What people put in capitals to stress it: "do NOT", "ALL of them", "BEFORE Friday". */
const STRESSED = new Set(
  "after all always and any anyone anything because before both but cannot do does don each even ever every everything first if more must my need never no none not nothing now off on once one only or please same should still such than that then these this those too under unless until very want what when where which why will with without would yes you your".split(
    " ",
  ),
);
const CAPITALS = /(?<![\p{L}\p{N}])\p{Lu}{2,5}(?![\p{L}\p{N}])/gu;
const NO_NAMES: Set<string> = new Set();

/** Customers say in three words what policies call by one. */
const PHRASES: [RegExp, string][] = [
  [/\b(?:send|sent|sending|ship)\b((?: \w+){0,3}) back\b/g, "return$1"],
  [/\b(?:my|the|our|your|full)? ?money(?: \w+)? back\b/g, "refund"],
  [/\bmoney\b(?= (?:for|of|from) (?:my|the|a|our) return)/g, "refund"],
  [/\b(?:pay|paid) (?:\w+ )?back\b/g, "refund"],
  [/\btop[ -]ups?\b/g, "topup"],
  [/\bfly[ -]sheet/g, "flysheet"],
  [/\bhead[ -](?:torch|lamp)/g, "headtorch"],
];

/** Lower-case words, without redaction placeholders, ids and bare numbers. */
export function plainWords(text: string): string[] {
  const plain = PHRASES.reduce(
    (rest, [phrase, word]) => rest.replace(phrase, word),
    text
      .slice(0, MAX_CHARACTERS)
      .normalize("NFKC")
      .toLowerCase()
      .replace(/⟦[^⟦⟧]*⟧/g, " ")
      .replace(/[’ʼ]/g, "'")
      .replace(/\bhttps?:\/\/\S+/g, " ")
      .replace(/\s+/g, " "),
  );
  return (plain.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'_]*/gu) ?? [])
    .map((word) => word.replace(/'s$|'+$/g, ""))
    .filter((word) => /^[^\p{N}_]+$/u.test(word));
}
