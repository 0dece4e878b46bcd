// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import type { Capability } from "../../src/domain/suggestion.ts";
import { ABSTENTION, HIGH, suggestion, view, WROTE_AGAIN } from "./canned.ts";
import { createFakeDoor, failing, never } from "./fake-door.ts";
import {
  all,
  click,
  closePanel,
  find,
  press,
  settle,
  showPanel,
  text,
  type,
} from "./show-panel.tsx";

const ok = <V,>(value: V) => ({ ok: true as const, value });
const { suggestionId } = suggestion();

afterEach(closePanel);

describe("a source", () => {
  it("is flagged with F and a digit, shows it, and is taken back the same way", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("f");
    find("dialog", "Flag source");
    await press("2");
    expect(door.askedOf("panel.flag-source")).toEqual([
      {
        type: "panel.flag-source",
        suggestionId,
        sourceId: "returns-1",
        documentId: "returns",
        title: "Returns and refunds",
        owner: "Mara Voss, Payments",
        problem: "out_of_date",
        note: null,
      },
    ]);
    expect(find("region", "Sources").textContent).toContain(
      "Flagged: out of date",
    );
    await press("f");
    await press("4");
    expect(door.askedOf("panel.flag-source")[1]?.problem).toBeNull();
    expect(find("region", "Sources").textContent).not.toContain("Flagged");
  });

  it("that was opened last is the one, with an optional word for its owner", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("2");
    await press("f");
    const box = find("textbox", "A word for the owner, if you like");
    await type(box, "3 days is wrong");
    await press("Enter", box);
    expect(door.askedOf("panel.flag-source")[0]).toMatchObject({
      sourceId: "payment-2",
      problem: "wrong",
      note: "3 days is wrong",
    });
  });

  it("that came closest to an abstention is told to its owner; that there is none, too", async () => {
    const door = createFakeDoor({ "panel.suggest": () => ok(ABSTENTION) });
    await showPanel(door);
    await click("button", "Tell the owner");
    await press("3");
    expect(door.askedOf("panel.flag-source")[0]).toMatchObject({
      sourceId: "wetsuit-1",
      problem: "missing",
    });

    const { answer } = ABSTENTION;
    if (answer.kind !== "abstention") throw new Error("not an abstention");
    const without = createFakeDoor({
      "panel.suggest": () =>
        ok({
          ...ABSTENTION,
          answer: {
            kind: "abstention",
            abstention: { ...answer.abstention, closest: null },
          },
        }),
    });
    await showPanel(without);
    await press("f");
    await press("1");
    expect(without.askedOf("panel.flag-source")[0]).toMatchObject({
      sourceId: null,
      title: "Repair request",
      problem: "missing",
    });
  });

  it("found by searching can be flagged, and the search stays", async () => {
    const door = createFakeDoor({
      "panel.search": () => ok(suggestion().sources),
    });
    await showPanel(door);
    await press("/");
    const box = find("textbox", "Search the policies");
    await type(box, "bank");
    await press("Enter", box);
    await click("button", "Flag source");
    await press("Escape");
    find("textbox", "Search the policies");
    await click("button", "Flag source");
    await press("1");
    expect(door.askedOf("panel.flag-source")[0]?.sourceId).toBe("returns-1");
  });

  it("is not shown as flagged when the worker did not take it", async () => {
    await showPanel(
      createFakeDoor({ "panel.flag-source": () => failing("No.") }),
    );
    await press("f");
    await press("1");
    expect(find("region", "Sources").textContent).not.toContain("Flagged");
    expect(text()).toContain("No.");
  });
});

describe("a field", () => {
  it("is corrected in place with the keyboard, and says whose word it is", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("d");
    await click("button", "Correct Order");
    const box = find("textbox", "Correct Order");
    expect(document.activeElement).toBe(box);
    await type(box, "FH-88199");
    await press("Enter", box);
    expect(door.askedOf("panel.correct-field")).toEqual([
      {
        type: "panel.correct-field",
        suggestionId,
        fieldId: "order",
        from: "FH-88190",
        value: "FH-88199",
      },
    ]);
    expect(text()).toContain("FH-88199");
    expect(text()).toContain("Corrected by you");
    await click("button", "Copy Order");
    expect(door.copied).toEqual(["FH-88199"]);
  });

  it("that is missing can be filled in; Escape leaves it as it was", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("d");
    expect(text()).toContain("3 of 4 found");
    await click("button", "Correct Model and year of purchase");
    const box = find("textbox", "Correct Model and year of purchase");
    await type(box, "Seal 5, 2024");
    await press("Escape", box);
    expect(door.askedOf("panel.correct-field")).toEqual([]);
    await click("button", "Correct Model and year of purchase");
    const again = find("textbox", "Correct Model and year of purchase");
    await type(again, "Seal 5, 2024");
    await press("Enter", again);
    expect(door.askedOf("panel.correct-field")[0]?.from).toBeNull();
    expect(text()).toContain("4 of 4 found");
  });

  it("leads to the message that says it", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("d");
    await click("button", "Jump to where Order is said");
    expect(door.askedOf("panel.show-message")[0]?.messageId).toBe("m1");
  });
});

it("what was ticked off, corrected and flagged is there when the panel is opened again", async () => {
  const answers = { "panel.suggest": () => ok(HIGH) };
  await showPanel(createFakeDoor(answers), "remembered");
  await click("checkbox", "Ask for the batch number");
  await press("d");
  await click("button", "Correct Order");
  const box = find("textbox", "Correct Order");
  await type(box, "FH-1");
  await press("Enter", box);
  await press("f");
  await press("1");
  // The cache is written behind the agent's back, at most once a second.
  await settle(1_200);
  await showPanel(createFakeDoor({ "panel.suggest": never }), "remembered");
  expect(
    (find("checkbox", "Ask for the batch number") as HTMLInputElement).checked,
  ).toBe(true);
  expect(text()).toContain("1 of 4");
  expect(text()).toContain("Flagged: wrong");
  await press("d");
  expect(text()).toContain("FH-1");
});

describe("the topic", () => {
  it("is searched among all there are; Enter takes the marked one", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("t");
    const box = find("textbox", "Search all topics");
    expect(document.activeElement).toBe(box);
    expect(all("option").map((it) => it.textContent)).toEqual([
      "Refund status",
      "How to return",
    ]);
    await type(box, "address ch");
    expect(all("option").map((it) => it.textContent)).toEqual([
      "Change delivery address",
    ]);
    await press("Enter", box);
    expect(door.askedOf("panel.choose-intent")).toEqual([
      {
        type: "panel.choose-intent",
        suggestionId,
        intentId: "change_address",
      },
    ]);
    expect(door.askedOf("panel.suggest")[1]?.intentId).toBe("change_address");
  });

  it("is confirmed with T and Enter, or the next one with an arrow", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("t");
    await press("Enter", find("textbox", "Search all topics"));
    await press("t");
    const box = find("textbox", "Search all topics");
    await press("ArrowDown", box);
    await press("Enter", box);
    expect(
      door.askedOf("panel.choose-intent").map(({ intentId }) => intentId),
    ).toEqual(["refund_status", "return_how"]);
  });

  it("can be named where Heed found none", async () => {
    const door = createFakeDoor({
      "panel.suggest": () => ok({ ...ABSTENTION, intents: [] }),
    });
    await showPanel(door);
    await press("t");
    const box = find("textbox", "Search all topics");
    await type(box, "repair");
    await press("Enter", box);
    expect(door.askedOf("panel.suggest")[1]?.intentId).toBe("repair");
  });

  it("says so when the other topics cannot be read", async () => {
    await showPanel(
      createFakeDoor({ "panel.intents": () => failing("offline") }),
    );
    await press("t");
    expect(text()).toContain("The other topics could not be read.");
    expect(all("option")).toHaveLength(2);
  });
});

describe("an edit", () => {
  const asking = () =>
    createFakeDoor({
      "panel.view": () =>
        ok(view({ editQuestion: { suggestionId, ticketId: "47000" } })),
    });

  it("is asked about only when the worker says so, and answered with W and a digit", async () => {
    await showPanel(createFakeDoor());
    await press("w");
    expect(all("dialog")).toEqual([]);
    const door = asking();
    await showPanel(door);
    expect(text()).toContain(
      "You changed the draft for ticket 47000 before sending it.",
    );
    find("button", "Insert reply");
    await press("w");
    await press("3");
    expect(door.askedOf("panel.class-edit")).toEqual([
      { type: "panel.class-edit", suggestionId, editClass: "tone" },
    ]);
  });

  it("can be waved away", async () => {
    const door = asking();
    await showPanel(door);
    await click("button", "Close");
    expect(door.askedOf("panel.class-edit")[0]?.editClass).toBeNull();
  });
});

describe("another draft", () => {
  const able = (capabilities: Capability[]) => {
    const door = createFakeDoor({
      "panel.suggest": ({ replaces }) =>
        replaces === null
          ? ok(
              suggestion({
                engine: { engineId: "e", promptVersion: "1", capabilities },
              }),
            )
          : never(),
    });
    return door;
  };

  it("is offered what the engine can do, as words it understands", async () => {
    const door = able(["instruction", "tone", "shorter", "longer"]);
    await showPanel(door);
    await press("r");
    expect(
      all("checkbox").map((it) => it.closest("label")?.textContent),
    ).toEqual(["Shorter", "Longer", "Warmer", "More formal"]);
    await click("checkbox", "Shorter");
    await click("checkbox", "Warmer");
    const box = find("textbox", "What should change, if anything");
    await type(box, "Mention the holiday.");
    await press("Enter", box);
    expect(door.askedOf("panel.suggest")[1]?.instruction).toBe(
      "Make it shorter. Use a warmer tone. Mention the holiday.",
    );
  });

  it("says what an engine that repeats approved words cannot do", async () => {
    await showPanel(able(["shorter"]));
    await press("r");
    expect(all("checkbox")).toHaveLength(1);
    expect(text()).toContain("This engine repeats approved words.");
    find("textbox", "What else to look for, if anything");
  });

  it("that is stopped is stopped in the worker too", async () => {
    const door = able([]);
    await showPanel(door);
    await press("r");
    await press("Enter", find("textbox", "What else to look for, if anything"));
    await press("Escape");
    expect(door.askedOf("panel.stop")).toHaveLength(1);
  });
});

it("after a newer message shows its words, leads to it, and marks what the next draft says newly", async () => {
  const next = suggestion({
    suggestionId: "6f1c2f6e-6d0c-4d44-9a53-4a1f6a3f0002",
    lastMessageId: "m5",
  });
  if (next.answer.kind !== "draft") throw new Error("not a draft");
  next.answer.draft.paragraphs.push([
    {
      text: "The shop is closed on Friday.",
      status: "cited",
      sourceIds: ["returns-1"],
      templateId: null,
      findings: [],
    },
  ]);
  const door = createFakeDoor({
    "panel.suggest": ({ lastMessageId }) =>
      ok(lastMessageId === "m5" ? next : suggestion()),
  });
  await showPanel(door);
  expect(document.querySelectorAll(".new")).toHaveLength(0);
  door.push({ type: "push.view", view: WROTE_AGAIN });
  await settle();
  expect(text()).toContain("Where is my refund?");
  await click("button", "Show it");
  expect(door.askedOf("panel.show-message")[0]?.messageId).toBe("m5");
  await click("button", "Draft again");
  const marked = [...document.querySelectorAll(".new")].map(
    (it) => it.parentElement?.textContent,
  );
  expect(marked).toHaveLength(1);
  expect(marked[0]).toContain("The shop is closed on Friday.");
});

describe("the way back to the reply box", () => {
  it("is Escape when nothing is open, and the panel's own key when the panel has the focus", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("x");
    await press("Escape");
    expect(door.askedOf("panel.focus-composer")).toEqual([]);
    await press("Escape");
    expect(door.askedOf("panel.focus-composer")).toHaveLength(1);
    document.hasFocus = () => true;
    door.push({ type: "push.command", tabId: 7, command: "focus-panel" });
    await settle();
    expect(door.askedOf("panel.focus-composer")).toHaveLength(2);
    document.hasFocus = () => false;
    door.push({ type: "push.command", tabId: 7, command: "focus-panel" });
    await settle();
    expect(door.askedOf("panel.focus-composer")).toHaveLength(2);
  });
});
