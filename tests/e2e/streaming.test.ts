import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { honestAnswer } from "../../backend/evals/scripted-chat.ts";
import { readPack } from "../../backend/packs/read-pack.ts";
import {
  answers,
  faults,
  startScriptedModel,
  type Behaviour,
  type ChatBody,
  type ScriptedModel,
} from "../backend/engines/scripted-model.ts";
import { readTickets } from "../sandbox/tickets.ts";
import { showTicket } from "./helpdesk-page.ts";
import { keptSuggestion, waitForAnswer } from "./panel-page.ts";
import { startStack, type Stack } from "./stack.ts";

const ASSETS = join(import.meta.dirname, "../../assets");
const honest = ({ messages }: ChatBody) => honestAnswer(messages);

/** The built extension, the real backend and SDK; only the model is a script, behind a real socket. */
describe("a draft from a language model, in the panel", () => {
  let stack: Stack;
  let model: ScriptedModel;
  /** Low-risk tickets that the sample pack answers, one for each test. */
  const ids = [48201, 48202, 48205, 48206, 48218, 48230];

  beforeAll(async () => {
    const reading = readPack(join(ASSETS, "sample-pack"));
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    model = await startScriptedModel();
    stack = await startStack({
      tickets: readTickets(join(ASSETS, "sample-tickets/tickets.jsonl")),
      pack: reading.pack,
      env: {
        HEED_LLM_BASE_URL: model.baseUrl,
        HEED_LLM_MODEL: "scripted",
        HEED_LLM_IDLE_S: "20",
      },
    });
  });
  afterAll(async () => {
    await stack?.close();
    await model?.close();
  });

  const reply = () =>
    stack.panel.getByRole("region", { name: "Suggested reply" });
  const open = async (...behaviours: Behaviour[]) => {
    const id = ids.shift();
    if (id === undefined) throw new Error("no ticket is left");
    model.behave(...behaviours);
    await showTicket(stack.helpdesk, id);
    return id;
  };
  /** Writes up to the end of the first sentence, and the rest when it is let. */
  const inTwoParts = () => {
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const first: string[] = [];
    const behaviour: Behaviour = async ({ body, begin, write, finish }) => {
      const whole = honest(body);
      const end = whole.indexOf("}") + 1;
      first.push(JSON.parse(`${whole.slice(0, end)}]}`).sentences[0].text);
      begin();
      write(whole.slice(0, end));
      await gate;
      write(whole.slice(end));
      finish();
    };
    return { behaviour, first, goOn: () => goOn() };
  };

  it("appears sentence by sentence, and can be used when it is whole", async () => {
    const { behaviour, first, goOn } = inTwoParts();
    const id = await open(behaviour);
    await expect.poll(() => first[0], { timeout: 15_000 }).toBeTruthy();
    await reply()
      .getByText(first[0] ?? "?")
      .waitFor();
    expect(await reply().getAttribute("aria-busy")).toBe("true");
    const insert = stack.panel.getByRole("button", { name: "Insert reply" });
    expect(await insert.getAttribute("aria-disabled")).toBe("true");
    goOn();
    expect(await waitForAnswer(stack.panel, id)).toBe("draft");
    const kept = await keptSuggestion(stack.panel, `zendesk:acme:${id}`);
    expect(kept?.engine).toMatchObject({ engineId: "openai/scripted" });
    expect(kept?.engine.fallback).toBeUndefined();
    expect(await reply().getAttribute("aria-busy")).toBe("false");
    expect(await reply().innerText()).toContain(first[0]);
    // One key more and it is in the composer; nothing is in the way.
    await insert.click();
    await stack.panel.getByText("Inserted. You send it.").waitFor();
  });

  it("stops when the agent stops it, down to the model's socket", async () => {
    const { behaviour, first } = inTwoParts();
    await open(behaviour);
    await expect.poll(() => first[0], { timeout: 15_000 }).toBeTruthy();
    await reply()
      .getByText(first[0] ?? "?")
      .waitFor();
    const hungUp = model.nextHangUp();
    await stack.panel.getByRole("button", { name: "Stop" }).first().click();
    await hungUp;
    await stack.panel.getByText("Nothing was drafted.").waitFor();
    expect(model.openAnswers()).toBe(0);
    expect(await reply().innerText()).not.toContain(first[0]);
  });

  it.each([
    [
      "cut in the middle, twice",
      "reset in the middle",
      /stopped in the middle\. This draft is in your sources' own words/,
    ],
    ["refused", "refusal", /declined to answer\. This draft/],
    ["not to be read", "200 with HTML", /could not be read\. This draft/],
  ])(
    "%s: the sources' own words, and a line that says so",
    async (_, fault, said) => {
      const whole = JSON.stringify({
        sentences: [
          { text: "CUT-SENTENCE one.", sources: ["P1"], paragraph: 1 },
          {
            text: "CUT-SENTENCE two is much longer.",
            sources: ["P1"],
            paragraph: 1,
          },
        ],
      });
      const behaviour = faults(whole)[fault];
      if (!behaviour) throw new Error(fault);
      const id = await open(behaviour);
      expect(await waitForAnswer(stack.panel, id)).toBe("draft");
      await stack.panel.getByText(said).waitFor();
      const text = await stack.panel.innerText("body");
      expect(text).not.toContain("CUT-SENTENCE");
      expect(text).not.toMatch(/went wrong|error \(/i);
      const kept = await keptSuggestion(stack.panel, `zendesk:acme:${id}`);
      expect(kept?.engine.engineId).toBe("extractive");
      expect(
        await stack.panel
          .getByRole("button", { name: "Insert reply" })
          .getAttribute("aria-disabled"),
      ).not.toBe("true");
    },
  );

  it("over budget: the model is not asked, and the panel says why", async () => {
    const { budgets, workspaceId } = stack.backend;
    await budgets.set(workspaceId, { tokens: 1, money: null });
    const before = model.requests.length;
    const id = await open(answers(honest));
    expect(await waitForAnswer(stack.panel, id)).toBe("draft");
    await stack.panel
      .getByText(/This month's budget for the language model is spent\./)
      .waitFor();
    expect(model.requests.length).toBe(before);
  });
});
