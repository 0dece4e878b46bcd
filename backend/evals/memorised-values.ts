import type { FieldDefinition } from "../../src/domain/policy-pack.ts";
import type { LabelledText } from "../pipeline/field-tagger.ts";
import { localClock } from "../pipeline/normalise-date.ts";
import { normaliseValue } from "../pipeline/normalise-value.ts";

/** The floor of `heed eval fields`: values that the training part has word for word, under their commonest field. */
export function memorisedReader(
  train: LabelledText[],
  fields: FieldDefinition[],
  at: string,
) {
  const counts = new Map<string, Map<string, number>>();
  for (const { text, spans } of train)
    for (const { fieldId, start, end } of spans) {
      const value = text.slice(start, end).toLowerCase();
      const ofValue = counts.get(value) ?? new Map<string, number>();
      ofValue.set(fieldId, (ofValue.get(fieldId) ?? 0) + 1);
      counts.set(value, ofValue);
    }
  const known = [...counts]
    .map(([value, ofValue]) => ({
      value,
      field: fields.find(
        ({ fieldId }) =>
          fieldId === [...ofValue].toSorted((a, b) => b[1] - a[1])[0]?.[0],
      ),
    }))
    .toSorted((a, b) => b.value.length - a.value.length);
  const clock = {
    ...localClock(at, "UTC"),
    order: "day-first",
    leaning: "coming",
  } as const;
  return (text: string) => {
    const line = text.toLowerCase();
    const taken: [number, number][] = [];
    const read = new Set<string>();
    return known.flatMap(({ value, field }) => {
      const start = line.indexOf(value);
      const end = start + value.length;
      const isPart = [line[start - 1], line[end]].some(
        (it) => it !== undefined && /[\p{L}\p{N}]/u.test(it),
      );
      if (
        start < 0 ||
        isPart ||
        !field ||
        read.has(field.fieldId) ||
        taken.some(([from, to]) => start < to && from < end)
      )
        return [];
      taken.push([start, end]);
      read.add(field.fieldId);
      const written = text.slice(start, end);
      return [
        {
          fieldId: field.fieldId,
          value: written,
          normalised: normaliseValue(written, field, clock),
        },
      ];
    });
  };
}
