import * as z from "zod";
import type { FieldDefinition } from "../../src/domain/policy-pack.ts";
import type { FieldSpan, LabelledText } from "../pipeline/field-tagger.ts";

/** Rows as NLU++ has them (Casanueva et al. 2022): slots with character spans and normalised values. */

const day = z
  .object({ day: z.number(), month: z.number(), year: z.number() })
  .transform((it) => `${it.year}-${two(it.month)}-${two(it.day)}`);
const clock = z
  .object({ hour: z.number(), minute: z.number() })
  .transform(({ hour, minute }) => `${two(hour)}:${two(minute)}`);

interface Gold {
  type: FieldDefinition["type"];
  /** In the product's own spelling; null: the annotators could not tell either. */
  value: string | null;
}
const value = z.union([
  z.literal("ambiguous").transform((): Gold => ({ type: "date", value: null })),
  z.string().transform((it): Gold => ({ type: "text", value: it })),
  z.number().transform((it): Gold => ({ type: "number", value: String(it) })),
  z
    .object({ amount: z.number(), currency: z.string() })
    .transform(({ amount, currency }): Gold => {
      const unit = currency === "ambiguous" ? "" : currency;
      return { type: "amount", value: `${amount.toFixed(2)} ${unit}`.trim() };
    }),
  clock.transform((it): Gold => ({ type: "time", value: it })),
  day.transform((it): Gold => ({ type: "date", value: it })),
  z.object({ from: clock, to: clock }).transform(({ from, to }): Gold => ({
    type: "period",
    value: `T${from}/T${to}`,
  })),
  z.object({ from: day, to: day }).transform(({ from, to }): Gold => ({
    type: "period",
    value: `${from}/${to}`,
  })),
  z
    .object({ days: z.number() })
    .transform(({ days }): Gold => ({ type: "period", value: `P${days}D` })),
  z.object({ type: z.string() }).transform(({ type }): Gold => ({
    type: "period",
    value: type === "periodic" ? "R" : null,
  })),
]);
export const slotRow = z.object({
  text: z.string(),
  slots: z
    .record(
      z.string(),
      z.object({
        text: z.string(),
        span: z.tuple([z.number(), z.number()]),
        value: value.optional(),
        values: value.optional(),
      }),
    )
    .default({}),
});
export type SlotRow = z.infer<typeof slotRow>;
type Slot = SlotRow["slots"][string];

export const ontologyFile = z.object({
  slots: z.record(z.string(), z.object({ description: z.string() })),
});

/** The value in the product's own spelling. */
export function goldValue(slotId: string, slot: Slot): string | null {
  const gold = (slot.value ?? slot.values)?.value ?? null;
  // The data set gives minutes under `days` for spans of hours.
  return slotId.startsWith("time")
    ? (gold?.replace(/^P(\d+)D$/, "PT$1M") ?? null)
    : gold;
}

/** The type of a field, as the training rows' values show it. */
export function typeOf(
  slotId: string,
  rows: SlotRow[],
): FieldDefinition["type"] {
  const counts = new Map<FieldDefinition["type"], number>();
  for (const { slots } of rows) {
    const slot = slots[slotId];
    const type = (slot?.value ?? slot?.values)?.type;
    if (type !== undefined) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? "text";
}

export function labelled({ text, slots }: SlotRow): LabelledText {
  return {
    text,
    spans: Object.entries(slots).map(([fieldId, { span }]): FieldSpan => ({
      fieldId,
      start: span[0],
      end: span[1],
    })),
  };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
