// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import { textOf, type Draft } from "../../src/domain/suggestion.ts";
import { ABSTENTION, suggestion } from "./canned.ts";
import { createFakeDoor } from "./fake-door.ts";
import {
  all,
  click,
  closePanel,
  press,
  settle,
  showPanel,
  text,
} from "./show-panel.tsx";

const ok = <V,>(value: V) => ({ ok: true as const, value });
const QUESTION = "Could you please tell me the model and year of purchase?";
const DRAFT = textOf((suggestion().answer as { draft: Draft }).draft);
const ADD = "Add to the reply: ask for Model and year of purchase";

afterEach(closePanel);

describe("asking the customer for a field that the ticket lacks", () => {
  it("is one press: the sentence stands in the reply before the closing, and is not offered twice", async () => {
    let kept: string | null = null;
    const door = createFakeDoor({
      "panel.edit-draft": (request) => {
        kept = request.text;
        return ok(null);
      },
      "panel.edited-draft": () => ok(kept),
      "panel.recheck": () => ok([]),
    });
    await showPanel(door);
    await press("d");
    await settle();
    expect(text()).toContain(QUESTION);
    await click("button", ADD);
    const [before, closing] = DRAFT.split("\n\nKind regards");
    expect(kept).toBe(`${before}\n\n${QUESTION}\n\nKind regards${closing}`);
    expect(all("button", ADD)).toEqual([]);
    expect(text()).toContain("Asked for in the reply");
  });

  it("can be copied where nothing is drafted", async () => {
    const door = createFakeDoor({ "panel.suggest": () => ok(ABSTENTION) });
    await showPanel(door);
    await press("d");
    await settle();
    await click("button", "Copy the question for Model and year of purchase");
    expect(door.copied).toEqual([QUESTION]);
  });

  it("is not offered in English to somebody who writes in another language, nor for a field that is there or not required", async () => {
    await showPanel(
      createFakeDoor({
        "panel.suggest": () => ok(suggestion({ language: "de" })),
      }),
    );
    await press("d");
    await settle();
    expect(all("button", /^Add to the reply/)).toEqual([]);

    const optional = {
      fieldId: "tent",
      label: "Tent",
      required: false,
      value: null,
      normalised: null,
      confidence: null,
      quote: null,
      messageId: null,
      candidates: [],
    };
    const there = { ...optional, fieldId: "order", required: true, value: "1" };
    await showPanel(
      createFakeDoor({ "panel.extract": () => ok([optional, there]) }),
    );
    await press("d");
    await settle();
    expect(all("button", /^Add to the reply/)).toEqual([]);
  });
});
