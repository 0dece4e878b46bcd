import { expect } from "vitest";
import type { PackError } from "../../../backend/packs/pack-error.ts";
import { parsePack } from "../../../backend/packs/parse-pack.ts";

/** The smallest pack that has one of everything. Tests change one file at a time. */
export function smallPack(
  changes: Record<string, string | null> = {},
): Map<string, string> {
  const files = new Map<string, string>(Object.entries(SMALL));
  for (const [file, text] of Object.entries(changes)) {
    if (text === null) files.delete(file);
    else files.set(file, text);
  }
  return files;
}

export const SMALL = {
  "pack.yaml": `formatVersion: 1
name: Small shop
owner: Ada, Support
timeZone: Europe/Berlin
languages: [en]
`,
  "knowledge/returns.md": `---
title: Returns
owner: Ada, Support
effectiveFrom: 2026-09-01
audience: public
---

You can return an item within 30 days.
`,
  "notices/snow.md": `---
intents: [return_item]
from: 2026-11-01
until: 2026-12-01 12:30
---

Snow delays parcels by 2 days.
`,
  "templates/thanks.md": `---
id: thanks
intents: [return_item]
audience: public
approvedBy: Ada
---

Thank you, {{customer.firstName}},
for writing about {{field.order}}.
`,
  "intents.yaml": `- id: return_item
  name: Return an item
  description: Sending things back.
  examples: [Can I return it?]
  risk: low
  template: thanks
  acknowledgement: thanks
  requiredFields: [order]
`,
  "fields.yaml": `- id: order
  label: Order
  type: text
  pattern: '\\b(A-\\d{5})\\b'
`,
  "tone.yaml": `voice: Plain.
greeting: Hi {{customer.firstName}},
closing: Bye, {{agent.name}}
languages: [en]
`,
  "thresholds.yaml": `intent: 0.45
passage: 0.4
oneKeyInsert: 0.6
handoff:
  confidenceBelow: 0.3
  sentimentBelow: -0.5
  repeatedQuestion: 2
  afterBot: true
`,
  "guardrails.yaml": `commitments:
  - id: refund
    words: [refund]
    documents: [returns]
`,
} as const;

/** The small pack with one place changed. */
export function packWith(
  file: keyof typeof SMALL,
  from: string,
  to: string,
): Map<string, string> {
  const text = SMALL[file];
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  return smallPack({ [file]: text.replace(from, to) });
}

export function errorsOf(files: Map<string, string>): PackError[] {
  const reading = parsePack(files);
  return reading.ok ? [] : reading.errors;
}

export function expectFault(
  files: Map<string, string>,
  fault: { file: string; line: number; message: RegExp; mend: RegExp },
): void {
  const errors = errorsOf(files);
  const found = errors.find(
    ({ file, message }) => file === fault.file && fault.message.test(message),
  );
  expect(found, JSON.stringify(errors, null, 1)).toMatchObject({
    line: fault.line,
  });
  expect(found?.mend).toMatch(fault.mend);
}
