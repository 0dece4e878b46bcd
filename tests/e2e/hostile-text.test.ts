import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { honestAnswer } from "../../backend/evals/scripted-chat.ts";
import { readPack } from "../../backend/packs/read-pack.ts";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import {
  answers,
  startScriptedModel,
  type ScriptedModel,
} from "../backend/engines/scripted-model.ts";
import type { SandboxTicket } from "../sandbox/tickets.ts";
import { measured } from "../setup/measured.ts";
import { showTicket } from "./helpdesk-page.ts";
import { hostileStrings } from "./hostile-strings.ts";
import { waitForAnswer } from "./panel-page.ts";
import { startStack, type Stack } from "./stack.ts";

const PACK = join(import.meta.dirname, "../../assets/sample-pack");
/** Far more in the full run, where every ticket takes seconds. The model's answer may have 40 sentences. */
const FULL = process.env["HEED_FULL"] === "1";
const PER_TICKET = FULL ? 140 : 18;
const PER_SENTENCE = FULL ? 4 : 1;
const PER_FILL = 100;
const FIRST_ID = 61001;
/** All that detectLanguage() tells apart: none of the lists is turned away for its letters. */
const LANGUAGES =
  "en de fr es it nl pt pl ja ko zh he el th und-Arab und-Cyrl und-Deva".split(
    " ",
  );

const strings = hostileStrings();
const batches = inParts(strings, PER_TICKET);

/** Text of strangers in every place that shows text. Nothing of it runs, nothing of it is loaded. */
describe("hostile text", () => {
  let stack: Stack;
  let model: ScriptedModel;
  let watch: ReturnType<typeof watchOver>;
  const kinds: string[] = [];
  let asked = 0;
  let seen = 0;

  beforeAll(async () => {
    const reading = readPack(PACK);
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    model = await startScriptedModel();
    stack = await startStack({
      tickets: batches.map(ticketOf),
      pack: hostilePack(reading.pack),
      env: {
        // Which passage comes first is nothing here, and this one starts at once.
        HEED_EMBEDDER: "hashing",
        HEED_LLM_BASE_URL: model.baseUrl,
        HEED_LLM_MODEL: "scripted",
        HEED_LLM_IDLE_S: "20",
      },
    });
    watch = watchOver(stack);
  });
  afterAll(async () => {
    await stack?.close();
    await model?.close();
  });

  it("the watch sees what it looks for", async () => {
    const page = await stack.newPage();
    const control = watchOver(stack);
    await page.setContent(
      "<img src=x onerror=alert(1)><img src=https://load.example/control.png>",
    );
    await expect.poll(() => control.dialogs.length).toBeGreaterThan(0);
    await expect.poll(() => control.foreign.length).toBeGreaterThan(0);
    expect(await markupIn(page)).not.toEqual([]);
    await page.close();
    watch = watchOver(stack);
  });

  it.each(batches.map((batch, n) => [n + 1, batch] as const))(
    "list %i, through ticket, pack, model and edit",
    async (n, batch) => {
      const { panel, helpdesk } = stack;
      // A placeholder that was not in the prompt ends the model's draft: such a string cannot come from there.
      const said = batch.filter((it) => !/\[\[|\]\]|[⟦⟧〚〛]/.test(it));
      model.behave(
        answers(
          (body) => {
            asked += 1;
            const honest = JSON.parse(honestAnswer(body.messages, 1)) as {
              sentences: object[];
            };
            const hostile = inParts(said, PER_SENTENCE).map((texts) => ({
              text: texts.join(" ").slice(0, 2000),
              sources: ["P1"],
              paragraph: 2,
            }));
            return JSON.stringify({
              sentences: [...honest.sentences, ...hostile],
            });
          },
          { size: 4000 },
        ),
      );
      await showTicket(helpdesk, FIRST_ID + n - 1);
      const kind = await waitForAnswer(panel, FIRST_ID + n - 1, 40_000);
      kinds.push(kind);
      for (const row of await panel
        .locator('button[aria-expanded="false"]')
        .all())
        await row.click({ timeout: 500 }).catch(() => undefined); // a menu may cover it
      await panel.keyboard.press("Escape");
      // They stand there, letter by letter.
      const shown = await seenIn(panel, batch);
      if (kind === "draft") expect(shown).toBeGreaterThan(0);
      seen += shown;
      expect(await markupIn(panel)).toEqual([]);
      if (kind === "draft") {
        await panel.keyboard.press("e");
        const box = panel.getByRole("textbox").first();
        await box.fill(batch.join("\n"));
        await panel.waitForTimeout(100);
        expect(await markupIn(panel)).toEqual([]);
        await panel.keyboard.press("Escape");
      }
      expect(watch.dialogs).toEqual([]);
      expect(watch.foreign).toEqual([]);
    },
    90_000,
  );

  it("and in the options page", async () => {
    const page = await stack.newPage();
    await page.goto(
      `chrome-extension://${stack.browser.extensionId}/options.html`,
    );
    const disconnect = page.getByRole("button", { name: "Disconnect" });
    await disconnect.waitFor();
    expect(await markupIn(page)).toEqual([]);
    await disconnect.click();
    const box = page.getByLabel("Backend address");
    await box.waitFor();
    for (const texts of inParts(strings, PER_FILL))
      await box.fill(texts.join(" ").replace(/\s/g, " "));
    expect(await markupIn(page)).toEqual([]);
    expect(watch.dialogs).toEqual([]);
    expect(watch.foreign).toEqual([]);
    await page.close();
    measured("hostile text", {
      strings: strings.length,
      tickets: kinds.length,
      drafts: kinds.filter((kind) => kind === "draft").length,
      modelAsked: asked,
      seenInPanel: seen,
      scriptsRun: watch.dialogs.length,
      foreignRequests: watch.foreign.length,
    });
    expect(kinds).toEqual(batches.map(() => "draft"));
    expect(asked).toBeGreaterThanOrEqual(batches.length);
  });
});

function inParts(all: string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
    all.slice(n * size, (n + 1) * size),
  );
}

function ticketOf(batch: string[], n: number): SandboxTicket {
  const [subject = "", author = ""] = batch;
  return {
    id: FIRST_ID + n,
    subject,
    channel: "email",
    status: "open",
    priority: null,
    tags: [],
    requester: { name: author, email: "sam@mail.example" },
    messages: [
      {
        role: "customer",
        visibility: "public",
        author,
        at: "2026-11-23T08:00:00Z",
        text: `How many days do I have to return a rain jacket that I bought?\n\n${batch.join("\n")}`,
        attachments: [{ name: batch[2] ?? "a", contentType: "text/plain" }],
      },
    ],
    fields: { Order: batch[3] ?? "" },
  };
}

/**
 * Each of its texts goes on with one of the strings, so that all of them stand somewhere. Whatever topic, tier or
 * language the strings look like, the model is asked: what is tested is what it says.
 */
function hostilePack(pack: PolicyPack): PolicyPack {
  let at = 0;
  const perIntent = Math.ceil(strings.length / pack.intents.length);
  const next = () => (strings[at++ % strings.length] ?? "").slice(0, 500);
  return {
    ...pack,
    languages: LANGUAGES,
    thresholds: { ...pack.thresholds, intent: 0, passage: 0 },
    intents: pack.intents.map((intent) => ({
      ...intent,
      risk: "low",
      name: `${intent.name} ${next()}`,
      checklist: [
        ...intent.checklist,
        ...Array.from({ length: perIntent }, next),
      ],
      handoff: next(),
    })),
    knowledge: pack.knowledge.map((document) => ({
      ...document,
      title: `${document.title} ${next()}`,
      owner: next(),
      body: `${document.body}\n\n${next()}`,
    })),
  };
}

/** Dialogs of any page, and requests to anywhere but the extension, the look-alike and the backend. */
function watchOver({ context, at, backend }: Stack) {
  const dialogs: string[] = [];
  const foreign: string[] = [];
  const own = ["chrome-extension:", at.origin, backend.address];
  context.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss().catch(() => undefined);
  });
  context.on("request", (request) => {
    const url = request.url();
    if (/^(?:data|blob|about):/.test(url)) return;
    if (!own.some((place) => url.startsWith(place))) foreign.push(url);
  });
  return { dialogs, foreign };
}

/** How many of the strings stand in the page as text. */
function seenIn(page: Page, texts: string[]): Promise<number> {
  return page.evaluate((all) => {
    const plain = (text: string) => text.replace(/\s+/g, " ").trim();
    const whole = plain(document.body.textContent);
    return all.filter((text) => whole.includes(plain(text))).length;
  }, texts);
}

/** Elements that only a string can have made: Heed's pages have none of these. */
function markupIn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter(
        (element) =>
          // The page's own script, at its end, and its own form.
          !element.matches(
            'body > script[type="module"][src^="/"], form[novalidate]:not([action])',
          ) &&
          (/^(?:script|iframe|object|embed|base|meta|link|style|form|video|audio|math|noscript)$/i.test(
            element.tagName,
          ) ||
            [...element.attributes].some(
              ({ name, value }) =>
                /^on/i.test(name) || /^\s*(?:javascript|data):/i.test(value),
            ) ||
            (element.tagName === "IMG" &&
              !(element as HTMLImageElement).src.startsWith(
                "chrome-extension:",
              ))),
      )
      .map((element) => element.outerHTML.slice(0, 200)),
  );
}
