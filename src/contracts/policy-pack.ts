import * as z from "zod";
import type {
  FieldDefinition,
  Intent,
  Template,
} from "../domain/policy-pack.ts";

/**
 * Pack v1, file by file, as people write it: YAML or front matter already turned into plain values.
 * Every object is strict: an unknown key is an error, so that a typo never switches a rule off in silence.
 * Dates are local to the pack's time zone and become UTC in `backend/packs/read-pack.ts`.
 */

const id = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]*$/,
    "use lower-case letters, digits, - and _, for example refund_status",
  );
const text = z.string().trim().min(1, "must not be empty");
/** `2026-09-01` or `2026-09-01 14:30`: to the minute. */
export const localDate = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2})?$/,
    "write a date as 2026-09-01 or 2026-09-01 14:30",
  );
const share = z
  .number()
  .min(0, "must be from 0 to 1")
  .max(1, "must be from 0 to 1");

export const packFile = z.strictObject({
  name: text,
  owner: text,
  timeZone: text.refine(
    isTimeZone,
    "must be an IANA time zone, for example Europe/Berlin",
  ),
  languages: z.array(text).min(1),
  formatVersion: z.literal(1),
});

/** Owner and date may be missing: the document is let in, and the gap is shown wherever it is cited. */
export const knowledgeFrontMatter = z.strictObject({
  title: text,
  owner: text.nullable().default(null),
  effectiveFrom: localDate.nullable().default(null),
  effectiveUntil: localDate.nullable().default(null),
  reviewBy: localDate.nullable().default(null),
  audience: z.enum(["public", "internal"]),
  product: text.nullable().default(null),
  locale: text.nullable().default(null),
  source: text.nullable().default(null),
});

export const noticeFrontMatter = z.strictObject({
  intents: z.array(id).min(1),
  from: localDate,
  until: localDate,
  owner: text.nullable().default(null),
});

export const intentsFile = z.array(
  z
    .strictObject({
      id,
      name: text,
      description: text,
      examples: z.array(text).default([]),
      risk: z.enum(["low", "medium", "high"]),
      route: text.nullable().default(null),
      template: id.nullable().default(null),
      acknowledgement: id.nullable().default(null),
      checklist: z.array(text).default([]),
      requiredFields: z.array(id).default([]),
      handoff: text.nullable().default(null),
    })
    .transform(
      ({ id: intentId, template, acknowledgement, ...rest }): Intent => ({
        intentId,
        templateId: template,
        acknowledgementId: acknowledgement,
        ...rest,
      }),
    ),
);

export const templateFrontMatter = z.strictObject({
  id,
  intents: z.array(id).default([]),
  audience: z.enum(["public", "internal"]),
  approvedBy: text,
});

export const fieldsFile = z.array(
  z
    .strictObject({
      id,
      label: text,
      type: z.enum([
        "text",
        "number",
        "date",
        "time",
        "period",
        "amount",
        "email",
        "phone",
        "enum",
      ]),
      pattern: text
        .refine(isRegExp, "is not a valid regular expression")
        .nullable()
        .default(null),
      enum: z.array(text).default([]),
      unit: text.nullable().default(null),
      examples: z.array(text).default([]),
      required: z.boolean().default(false),
    })
    .transform(({ id: fieldId, ...rest }): FieldDefinition => ({
      fieldId,
      ...rest,
    })),
);

/** Of one sentence; left out, there is no limit. */
const atMost = z.int().min(0).optional();

export const toneLimits = z.strictObject({
  exclamationMarks: atMost,
  emoji: atMost,
  wordsInCapitals: atMost,
  words: z.int().min(5).optional(),
});

export const toneFile = z.strictObject({
  voice: text,
  bannedPhrases: z.array(text).default([]),
  greeting: text,
  closing: text,
  languages: z.array(text).min(1),
  limits: toneLimits.optional(),
});

export const guardrailsFile = z.strictObject({
  notesInformDrafts: z.boolean().optional(),
  disabled: z.array(id).default([]),
  commitments: z
    .array(
      z
        .strictObject({
          id,
          words: z.array(text).min(1),
          documents: z.array(id).default([]),
          limit: text.nullable().default(null),
        })
        .transform(({ id: commitmentId, ...rest }) => ({
          commitmentId,
          ...rest,
        })),
    )
    .default([]),
});

export const thresholdsFile = z.strictObject({
  intent: share,
  passage: share,
  oneKeyInsert: share,
  handoff: z.strictObject({
    confidenceBelow: share,
    sentimentBelow: z.number().min(-1).max(1),
    repeatedQuestion: z.number().int().min(1),
    afterBot: z.boolean(),
  }),
});

/** Keys an override may name. Selectors only: a pack never carries steps or code. */
export const SELECTOR_KEYS = [
  "zendesk.activeLayout",
  "zendesk.conversation",
  "zendesk.message",
  "zendesk.messageText",
  "zendesk.messageKind",
  "zendesk.internalMark",
  "zendesk.author",
  "zendesk.time",
  "zendesk.subject",
  "zendesk.composer",
  "zendesk.channelSwitcher",
  "zendesk.submit",
  "intercom.conversation",
  "intercom.stream",
  "intercom.part",
  "intercom.partText",
  "intercom.notePart",
  "intercom.teammate",
  "intercom.customerPart",
  "intercom.subject",
  "intercom.customer",
  "intercom.composerBox",
  "intercom.composer",
  "intercom.replyChosen",
  "intercom.noteChosen",
] as const;
/** Keys whose values are names of attributes instead of selectors. */
export const ATTRIBUTE_KEYS = [
  "zendesk.messageKindAttribute",
  "zendesk.channelAttribute",
] as const;
const selector = text
  .max(200)
  .refine(
    isPlainSelector,
    'must be one plain CSS selector, for example [data-test-id="x"]',
  );
const attributeName = text.regex(
  /^[a-z][a-z0-9-]{0,60}$/,
  "must be the name of an attribute, for example data-channel",
);
/** At most ten tries a key: the list is gone through at every look at the page. */
export const selectorsFile = z.strictObject({
  ...forKeys(SELECTOR_KEYS, z.array(selector).min(1).max(10)),
  ...forKeys(ATTRIBUTE_KEYS, z.array(attributeName).min(1).max(10)),
});

/** What can be switched off, everywhere or in one helpdesk. */
export const FEATURES = [
  "draft",
  "insert",
  "summary",
  "fields",
  "search",
  "similar",
] as const;
export const HELPDESKS = ["zendesk", "intercom"] as const;
const featureSwitch = z.enum([
  ...FEATURES,
  ...HELPDESKS.flatMap((helpdesk) =>
    FEATURES.map((feature) => `${helpdesk}.${feature}` as const),
  ),
]);

export const flagsFile = z.strictObject({
  disabledAdapters: z.array(z.enum(HELPDESKS)).default([]),
  disabledFeatures: z.array(featureSwitch).default([]),
  groups: z.record(id, z.array(text)).default({}),
});

export type TemplateFrontMatter = Omit<Template, "templateId" | "text"> & {
  id: string;
};

function forKeys<K extends string, T extends z.ZodType>(
  keys: readonly K[],
  schema: T,
) {
  return Object.fromEntries(
    keys.map((key) => [key, schema.optional()]),
  ) as Record<K, z.ZodOptional<T>>; // one entry per key
}

/** Names, attributes and how they stand to each other. No `:has()`, whose cost a page cannot bear, and no lists. */
function isPlainSelector(selector: string): boolean {
  const withoutStrings = selector.replace(/"[^"\\]*"|'[^'\\]*'/g, '""');
  return (
    /^[\w\s.#*>+~:()[\]="^$|{}-]+$/.test(withoutStrings) &&
    !/:(?!not\(|first-child|last-child)|(?<!:not)\(/.test(withoutStrings) &&
    /^[^{}]*$/.test(withoutStrings.replaceAll("{ticketId}", "")) &&
    isBalanced(withoutStrings)
  );
}

function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const character of text) {
    if (character === "(" || character === "[") open.push(character);
    if (character === ")" && open.pop() !== "(") return false;
    if (character === "]" && open.pop() !== "[") return false;
  }
  return open.length === 0;
}

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function isRegExp(source: string): boolean {
  try {
    new RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}
