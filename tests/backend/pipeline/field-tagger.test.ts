import { describe, expect, it } from "vitest";
import type { FieldDefinition } from "../../../src/domain/policy-pack.ts";
import { extract } from "../../../backend/pipeline/extract.ts";
import {
  labelledByAgent,
  markedSentences,
} from "../../../backend/pipeline/field-examples.ts";
import { buildFieldReader } from "../../../backend/pipeline/field-reader.ts";
import type { LabelledText } from "../../../backend/pipeline/field-tagger.ts";
import { message, ticketOf } from "./tiny-pack.ts";

function field(
  fieldId: string,
  examples: string[],
  type: FieldDefinition["type"] = "text",
): FieldDefinition {
  return {
    fieldId,
    label: fieldId,
    type,
    pattern: null,
    enum: [],
    unit: null,
    examples,
    required: false,
  };
}

const FIELDS = [
  field(
    "arrives_on",
    [
      "we come on the [3rd of May]",
      "arriving [12 June] with two kids",
      "from [1 July] to 4 July",
      "from [9 March] to 11 March, please",
      "a room from [20 May] until 22 May",
      "from the [2nd] to the 8th",
    ],
    "date",
  ),
  field(
    "leaves_on",
    [
      "from 1 July to [4 July]",
      "from 9 March to [11 March], please",
      "a room from 20 May until [22 May]",
      "from the 2nd to the [8th]",
      "we leave on [6 August]",
      "leaving [7 April]",
    ],
    "date",
  ),
];

function reader(fields = FIELDS, corrected: LabelledText[] = []) {
  return buildFieldReader(
    { fields, timeZone: "Europe/Berlin", languages: ["en"] },
    corrected,
  );
}
const valuesIn = (text: string, it = reader()) =>
  Object.fromEntries(
    extract(ticketOf(text), it).map(({ fieldId, normalised }) => [
      fieldId,
      normalised,
    ]),
  );

describe("fields learned from marked examples", () => {
  it("reads a mark, and the same sentence under two fields as one", () => {
    const marked = markedSentences(FIELDS);
    expect(marked).toContainEqual({
      text: "from 1 July to 4 July",
      spans: [
        { fieldId: "arrives_on", start: 5, end: 11 },
        { fieldId: "leaves_on", start: 15, end: 21 },
      ],
    });
    expect(markedSentences([field("order", ["FH-88190"])])).toEqual([]);
  });

  it("tells two dates apart by what stands around them", () => {
    expect(valuesIn("a table from 5 October to 9 October")).toEqual({
      arrives_on: "2027-10-05",
      leaves_on: "2027-10-09",
    });
    expect(valuesIn("Nothing of the kind.")).toEqual({
      arrives_on: null,
      leaves_on: null,
    });
  });

  it("says how sure it is, and where in the thread", () => {
    const [found] = extract(
      ticketOf("Hello,\nfrom 5 October to 9 October"),
      reader(),
    );
    expect(found).toMatchObject({
      value: "5 October",
      quote: "from 5 October to 9 October",
    });
    expect(found?.confidence).toBeGreaterThan(0.5);
    expect(found?.confidence).toBeLessThanOrEqual(1);
  });

  it("leaves a field with few marked examples to its own shape", () => {
    const few = [field("arrives_on", ["we come on the [3rd of May]"], "date")];
    expect(reader(few).tagger).toBeNull();
    expect(valuesIn("Deliver it on 7 June 2026", reader(few))).toEqual({
      arrives_on: "2026-06-07",
    });
  });

  it("gives the same reader for the same examples", () => {
    const text = "from 5 October to 9 October";
    expect(extract(ticketOf(text), reader())).toEqual(
      extract(ticketOf(text), reader()),
    );
  });
});

describe("fields learned from agents' corrections", () => {
  const said = "Hi,\nmy parcel code is blue heron. Thanks";
  const corrected = labelledByAgent({
    ticket: ticketOf(
      message("customer", said),
      message("agent", "Is it blue heron?"),
    ),
    fields: [{ fieldId: "kept", value: "parcel" }],
    corrections: [{ fieldId: "code", value: "Blue Heron" }],
  });

  it("finds the agent's value, and what stood uncorrected, in the customer's words only", () => {
    expect(corrected).toEqual([
      { text: "Hi,", spans: [] },
      {
        text: "my parcel code is blue heron. Thanks",
        spans: [
          { fieldId: "kept", start: 3, end: 9 },
          { fieldId: "code", start: 18, end: 28 },
        ],
      },
    ]);
  });

  it("learns nothing from a placeholder, and no value from a cleared field", () => {
    const [line] = labelledByAgent({
      ticket: ticketOf("I am ⟦NAME_1⟧ of Kiel"),
      fields: [{ fieldId: "town", value: "Kiel" }],
      corrections: [
        { fieldId: "name", value: "⟦NAME_1⟧" },
        { fieldId: "town", value: "" },
      ],
    });
    expect(line?.spans).toEqual([]);
  });

  it("changes what is read once there are enough", () => {
    const codes = ["red fox", "grey owl", "old crow", "wet otter", "big elk"];
    const learned = codes.flatMap((code) =>
      labelledByAgent({
        ticket: ticketOf(`my parcel code is ${code}. Thanks`),
        fields: [],
        corrections: [{ fieldId: "code", value: code }],
      }),
    );
    const code = [field("code", [])];
    const text = "my parcel code is blue heron. Thanks";
    expect(valuesIn(text, reader(code))).toEqual({ code: null });
    expect(valuesIn(text, reader(code, learned))).toEqual({
      code: "blue heron",
    });
  });
});
