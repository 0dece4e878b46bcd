// @vitest-environment jsdom
import { act } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { textOf, type Draft } from "../../src/domain/suggestion.ts";
import { HIGH, MEDIUM, suggestion, TAB_ID, view } from "./canned.ts";
import { createFakeDoor } from "./fake-door.ts";
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
const { suggestionId, answer } = suggestion();
const DRAFT = textOf((answer as { draft: Draft }).draft);
const OWN = DRAFT.replace("within 5 working days", "within 3 working days");

// jsdom has a window, and nothing to bring it to the front of.
vi.stubGlobal("focus", () => undefined);
afterEach(closePanel);

const push = (
  door: ReturnType<typeof createFakeDoor>,
  it: Parameters<typeof door.push>[0],
) => act(() => door.push(it));

/** The worker's part: it keeps the edit. */
function keepingDoor(over: Parameters<typeof createFakeDoor>[0] = {}) {
  let kept: string | null = null;
  return createFakeDoor({
    "panel.edit-draft": (request) => {
      kept = request.text;
      return ok(null);
    },
    "panel.edited-draft": () => ok(kept),
    "panel.recheck": () => ok([]),
    ...over,
  });
}

describe("editing the draft in the panel", () => {
  it("never shows the draft and then the agent's words in its place", async () => {
    await showPanel(createFakeDoor(), "reopened");
    await settle(1200); // the answers are written to disk a second after they came
    const seen = new Set<string>();
    const observer = new MutationObserver(() => {
      if (text().includes("within 5 working days of")) seen.add("the draft");
      if (text().includes("within 3 working days of")) seen.add("their words");
    });
    observer.observe(document.body, { subtree: true, childList: true });
    await showPanel(
      createFakeDoor({
        "panel.edited-draft": async () => {
          await new Promise((done) => setTimeout(done, 150));
          return ok(OWN);
        },
        "panel.recheck": () => ok([]),
      }),
      "reopened",
    );
    await settle(200);
    observer.disconnect();
    expect([...seen]).toEqual(["their words"]);
  });

  it("begins with E and the draft's words, and keeps every stroke", async () => {
    const door = keepingDoor();
    await showPanel(door);
    await press("e");
    const box = find("textbox", "Your reply") as HTMLTextAreaElement;
    expect(document.activeElement).toBe(box);
    expect(box.value).toBe(DRAFT);
    await type(box, OWN);
    expect(door.askedOf("panel.edit-draft")).toEqual([
      { type: "panel.edit-draft", suggestionId, text: OWN },
    ]);
    await press("Escape", box);
    expect(all("textbox", "Your reply")).toEqual([]);
    expect(text()).toContain("within 3 working days");
  });

  it("takes the mark of the changed sentence, and of no other", async () => {
    const door = keepingDoor();
    await showPanel(door);
    expect(all("button", "Matches source 1")).toHaveLength(1);
    await press("e");
    await type(find("textbox", "Your reply"), OWN);
    await click("button", "Done");
    expect(all("button", "Matches source 1")).toEqual([]);
    expect(all("button", "Matches source 2")).toHaveLength(1);
  });

  it("is there again when the panel is opened again, and gone after going back", async () => {
    const door = keepingDoor();
    await showPanel(door);
    await press("e");
    await type(find("textbox", "Your reply"), OWN);
    await showPanel(door);
    await settle(300);
    expect(text()).toContain("within 3 working days");
    await press("e");
    await click("button", "Back to the draft");
    expect(text()).toContain("within 5 working days");
    expect(door.askedOf("panel.edit-draft").at(-1)?.text).toBeNull();
  });

  it("is kept before it is inserted, and is what Copy copies", async () => {
    const door = keepingDoor();
    await showPanel(door);
    await press("e");
    await type(find("textbox", "Your reply"), OWN);
    await click("button", "Done");
    await press("c");
    expect(door.copied).toEqual([OWN]);
    await press("i");
    const [last, before] = door.asked
      .filter(({ type: it }) => /insert|edit-draft/.test(it))
      .toReversed();
    expect(last?.type).toBe("panel.insert");
    expect(before).toMatchObject({ type: "panel.edit-draft", text: OWN });
  });

  it("need not tick a finding whose words were taken out", async () => {
    const door = keepingDoor({ "panel.suggest": () => ok(MEDIUM) });
    await showPanel(door);
    find("button", "Insert reply2 left to check");
    await press("e");
    const box = find("textbox", "Your reply") as HTMLTextAreaElement;
    await type(box, box.value.replace("by Friday", "soon"));
    await click("button", "Done");
    find("button", "Insert reply1 left to check");
  });

  it("is not offered for a brief", async () => {
    await showPanel(createFakeDoor({ "panel.suggest": () => ok(HIGH) }));
    await press("e");
    expect(all("textbox", "Your reply")).toEqual([]);
  });
});

describe("the re-check", () => {
  const warning = {
    guardrail: "numbers-in-sources",
    message: 'Number not in a source: "3 working days"',
    quote: "3 working days",
  };

  it("waits for a pause, then warns and does not block", async () => {
    const door = keepingDoor({ "panel.recheck": () => ok([warning]) });
    await showPanel(door);
    await press("e");
    const box = find("textbox", "Your reply");
    await type(box, OWN.slice(0, -1));
    await type(box, OWN);
    expect(door.askedOf("panel.recheck")).toEqual([]);
    await settle(700);
    expect(door.askedOf("panel.recheck").map((it) => it.text)).toEqual([OWN]);
    expect(text()).toContain(warning.message);
    await click("button", "Insert reply");
    expect(door.askedOf("panel.insert")).toHaveLength(1);
  });

  it("looks at the composer once the draft is in it", async () => {
    const door = keepingDoor({ "panel.recheck": () => ok([warning]) });
    await showPanel(door);
    await press("i");
    const composer = {
      ticketId: "48213",
      present: true,
      mode: "public",
    } as const;
    push(door, {
      type: "push.view",
      view: view({ composer: { ...composer, text: OWN } }),
    });
    await settle(700);
    expect(door.askedOf("panel.recheck").at(-1)?.text).toBe(OWN);
    expect(text()).toContain(warning.message);
  });
});

describe("the keys that work from anywhere", () => {
  const command = (name: "insert" | "reject" | "focus-panel", tabId = TAB_ID) =>
    ({ type: "push.command", tabId, command: name }) as const;

  it("insert, once, in the tab they were pressed in", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    push(door, command("insert", TAB_ID + 1));
    await settle();
    expect(door.askedOf("panel.insert")).toEqual([]);
    push(door, command("insert"));
    await settle();
    expect(door.askedOf("panel.insert")).toHaveLength(1);
  });

  it("insert after the agent's text when pressed again", async () => {
    const composer = {
      ticketId: "48213",
      present: true,
      mode: "public",
      text: "Hello",
    } as const;
    const door = createFakeDoor({
      "panel.view": () => ok(view({ composer })),
    });
    await showPanel(door);
    push(door, command("insert"));
    await settle();
    expect(door.askedOf("panel.insert")).toEqual([]);
    push(door, command("insert"));
    await settle();
    expect(door.askedOf("panel.insert")[0]).toMatchObject({
      mode: "append",
      expectedText: "Hello",
    });
  });

  it("open the reasons, ready for a digit", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    push(door, command("reject"));
    await settle();
    await press("2", document.activeElement ?? document.body);
    expect(door.askedOf("panel.reject")[0]?.reason).toBe("stale_source");
  });

  it("that opened the panel are done once there is a draft", async () => {
    const door = createFakeDoor({ "panel.take-command": () => ok("reject") });
    await showPanel(door);
    await settle();
    await press("2", document.activeElement ?? document.body);
    expect(door.askedOf("panel.reject")[0]?.reason).toBe("stale_source");
    expect(door.askedOf("panel.take-command")).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof createFakeDoor>[0], boolean]>([
    ["that goes to the panel", {}, true],
    [
      "that opened the panel",
      { "panel.take-command": () => ok("focus-panel") },
      false,
    ],
  ])(
    "the one %s stands on the draft that is offered",
    async (_which, answers, isPushed) => {
      document.hasFocus = () => false;
      const door = createFakeDoor({
        ...answers,
        "panel.view": () => ok(view({ draftWhen: "on_click" })),
      });
      await showPanel(door);
      if (isPushed) push(door, command("focus-panel"));
      await settle();
      expect(document.activeElement).toBe(find("button", "Draft a reply"));
      await press("r");
      expect(door.askedOf("panel.suggest")).toHaveLength(1);
    },
  );

  it("are listed as the browser has them, and not at all when it has none", async () => {
    await showPanel(
      createFakeDoor({}, { insert: "Alt+Shift+Q", _execute_action: "Alt+H" }),
    );
    await press("?");
    await settle();
    expect(text()).toContain("Alt+Shift+Q");
    expect(text()).toContain("Open Heed");
    expect(text()).not.toContain("Go to the panel");
  });
});

describe("the agent's words rewritten by a language model", () => {
  const rewriting = (over: Parameters<typeof createFakeDoor>[0] = {}) =>
    keepingDoor({
      "panel.suggest": () =>
        ok({
          ...suggestion(),
          engine: {
            engineId: "openai/m",
            promptVersion: "draft.1",
            capabilities: ["rewrite"],
          },
        }),
      "panel.rewrite": () =>
        ok({
          text: "Shorter text. 9 days.",
          findings: [
            {
              guardrail: "numbers-in-sources",
              message: 'Number not in a source: "9 days"',
              quote: "9 days",
            },
          ],
        }),
      ...over,
    });

  const box = () => find("textbox", "Your reply") as HTMLTextAreaElement;

  it("stand in the box where nothing objects", async () => {
    const door = rewriting({
      "panel.rewrite": () => ok({ text: "Shorter text.", findings: [] }),
    });
    await showPanel(door);
    await press("e");
    await click("button", "Shorter");
    await settle();
    expect(door.askedOf("panel.rewrite")).toMatchObject([
      { text: DRAFT, how: "shorter", tabId: TAB_ID },
    ]);
    expect(box().value).toBe("Shorter text.");
    expect(all("button", "Use it all the same")).toEqual([]);
  });

  it("stand beside the box where the model added something, until the agent takes them", async () => {
    const door = rewriting();
    await showPanel(door);
    await press("e");
    await click("button", "Shorter");
    await settle();
    expect(box().value).toBe(DRAFT);
    expect(text()).toContain('Number not in a source: "9 days"');
    expect(text()).toContain("Shorter text. 9 days.");
    await click("button", "Keep my text");
    expect(text()).not.toContain("9 days");
    expect(box().value).toBe(DRAFT);

    await click("button", "Shorter");
    await settle();
    await click("button", "Use it all the same");
    expect(box().value).toBe("Shorter text. 9 days.");
    expect(all("button", "Use it all the same")).toEqual([]);
  });

  it("stay as they are when it fails, and one line says why", async () => {
    const door = rewriting({
      "panel.rewrite": () => ({
        ok: false,
        message: "The language model is busy. Your text is unchanged.",
        connection: null,
      }),
    });
    await showPanel(door);
    await press("e");
    await click("button", "Warmer");
    await settle();
    expect((find("textbox", "Your reply") as HTMLTextAreaElement).value).toBe(
      DRAFT,
    );
    expect(text()).toContain("The language model is busy.");
  });

  it("are not offered where no engine can", async () => {
    await showPanel(keepingDoor());
    await press("e");
    expect(all("button", "Warmer")).toEqual([]);
  });
});
