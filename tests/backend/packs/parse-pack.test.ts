import { describe, expect, it } from "vitest";
import { parsePack } from "../../../backend/packs/parse-pack.ts";
import { errorsOf, SMALL, smallPack } from "./small-pack.ts";

describe("a pack without faults", () => {
  it("is read with its dates in UTC, and its ids under their names", () => {
    const reading = parsePack(smallPack());
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    const { pack } = reading;
    expect(pack.knowledge).toEqual([
      {
        documentId: "returns",
        title: "Returns",
        owner: "Ada, Support",
        effectiveFrom: "2026-08-31T22:00:00.000Z",
        effectiveUntil: null,
        reviewBy: null,
        audience: "public",
        product: null,
        locale: null,
        sourceUrl: null,
        body: "You can return an item within 30 days.",
      },
    ]);
    expect(pack.notices).toEqual([
      {
        noticeId: "snow",
        intents: ["return_item"],
        from: "2026-10-31T23:00:00.000Z",
        until: "2026-12-01T11:30:00.000Z",
        owner: null,
        text: "Snow delays parcels by 2 days.",
      },
    ]);
    expect(pack.intents[0]).toMatchObject({
      intentId: "return_item",
      templateId: "thanks",
      acknowledgementId: "thanks",
    });
    expect(pack.templates[0]).toMatchObject({
      templateId: "thanks",
      approvedBy: "Ada",
    });
    expect(pack.fields[0]).toMatchObject({
      fieldId: "order",
      enum: [],
      required: false,
    });
    expect(pack.guardrails.commitments[0]).toMatchObject({
      commitmentId: "refund",
      limit: null,
    });
  });

  it.each([
    [
      "files that may be absent mean nothing is switched off",
      { "guardrails.yaml": null, "notices/snow.md": null },
    ],
    [
      "such files may hold comments only",
      {
        "guardrails.yaml": "# nothing",
        "flags.yaml": "",
        "selectors.yaml": "# none",
      },
    ],
  ])("%s", (_, changes) => {
    const reading = parsePack(smallPack(changes));
    expect(reading).toMatchObject({
      ok: true,
      pack: {
        guardrails: { disabled: [], commitments: [] },
        selectors: {},
        flags: { disabledAdapters: [], disabledFeatures: [], groups: {} },
      },
    });
  });

  it("may have Windows line ends and a byte order mark", () => {
    const files = new Map(
      [...smallPack()].map(([path, text]) => [
        path,
        `\uFEFF${text.replaceAll("\n", "\r\n")}`,
      ]),
    );
    expect(parsePack(files)).toEqual(parsePack(smallPack()));
  });

  it("may have a readme beside it", () => {
    expect(errorsOf(smallPack({ "README.md": "# Ours" }))).toEqual([]);
  });
});

describe("the answer to a pack with faults", () => {
  it("everything is named at once, in reading order", () => {
    const files = smallPack({
      "pack.yaml": SMALL["pack.yaml"].replace("owner:", "owmer:"),
      "intents.yaml": SMALL["intents.yaml"]
        .replace("risk: low", "risk: none")
        .replace("[order]", "[nothing]"),
      "tone.yaml": null,
      "notices/snow.md": SMALL["notices/snow.md"].replace(
        "2026-11-01",
        "2026-11-31",
      ),
    });
    expect(errorsOf(files).map(({ file, line }) => `${file}:${line}`)).toEqual([
      "intents.yaml:5",
      "intents.yaml:8",
      "notices/snow.md:3",
      "pack.yaml:1",
      "pack.yaml:3",
      "tone.yaml:1",
    ]);
  });

  it("a file that cannot be read as YAML makes no ids dangle", () => {
    const errors = errorsOf(smallPack({ "intents.yaml": "- id: [" }));
    expect(new Set(errors.map(({ file }) => file))).toEqual(
      new Set(["intents.yaml"]),
    );
  });

  it("aliases that would explode are refused", () => {
    const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 9; i++) {
      const [to, from] = [
        String.fromCharCode(97 + i),
        String.fromCharCode(96 + i),
      ];
      lines.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(", ")}]`);
    }
    const started = Date.now();
    expect(
      errorsOf(smallPack({ "flags.yaml": lines.join("\n") }))[0],
    ).toMatchObject({ file: "flags.yaml" });
    expect(Date.now() - started).toBeLessThan(2000);
  });
});
