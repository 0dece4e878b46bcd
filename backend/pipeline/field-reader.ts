import type {
  FieldDefinition,
  PolicyPack,
} from "../../src/domain/policy-pack.ts";
import { markedSentences } from "./field-examples.ts";
import {
  learnTagger,
  type FieldTagger,
  type LabelledText,
} from "./field-tagger.ts";
import type { ReadAt } from "./normalise-date.ts";

/** What reading a ticket's fields takes: the pack's fields and what was learned about them. Built once per release. */
export interface FieldReader {
  fields: FieldDefinition[];
  /** For the fields with enough marked examples; null: no field has. */
  tagger: FieldTagger | null;
  timeZone: string;
  dateOrder: ReadAt["order"];
}

/** With fewer marked values than this, a field's own shape or name finds it better. */
const ENOUGH_MARKED = 5;

/**
 * `corrected`: what agents set right on real tickets, beside the pack's own examples. The same pack and corrections give
 * the same reader.
 */
export function buildFieldReader(
  {
    fields,
    timeZone,
    languages,
  }: Pick<PolicyPack, "fields" | "timeZone" | "languages">,
  corrected: LabelledText[] = [],
  seed = 1,
): FieldReader {
  const all = [...markedSentences(fields), ...corrected];
  const counts = new Map<string, number>();
  for (const { fieldId } of all.flatMap(({ spans }) => spans))
    counts.set(fieldId, (counts.get(fieldId) ?? 0) + 1);
  const learned = new Set(
    fields
      .filter(isLearnable)
      .map(({ fieldId }) => fieldId)
      .filter((fieldId) => (counts.get(fieldId) ?? 0) >= ENOUGH_MARKED),
  );
  const tagger = learnTagger(
    all.map(({ text, spans }) => ({
      text,
      spans: spans.filter(({ fieldId }) => learned.has(fieldId)),
    })),
    seed,
  );
  return {
    fields,
    tagger,
    timeZone,
    dateOrder: dateOrderOf(languages, timeZone),
  };
}

/** What can be checked by its shape is never learned. */
function isLearnable({ pattern, type }: FieldDefinition): boolean {
  return (
    pattern === null && type !== "enum" && type !== "email" && type !== "phone"
  );
}

const MONTH_FIRST_ZONES =
  /^(?:America\/(?:New_York|Detroit|Chicago|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Indiana\/.+|Kentucky\/.+|North_Dakota\/.+)|Pacific\/Honolulu|US\/.+)$/;

/** 03/04 is March 4 for an account in the United States, and 3 April everywhere else. */
export function dateOrderOf(
  languages: string[],
  timeZone: string,
): ReadAt["order"] {
  const regions = languages.map((tag) => tag.split("-")[1]?.toUpperCase());
  const region = regions.find((one) => one !== undefined);
  if (region !== undefined)
    return region === "US" ? "month-first" : "day-first";
  return MONTH_FIRST_ZONES.test(timeZone) ? "month-first" : "day-first";
}
