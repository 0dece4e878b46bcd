import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { atOnce } from "../at-once.ts";
import type { PageAdapter } from "../../../src/adapters/adapter.ts";
import { intercomPage } from "../../../src/adapters/intercom/page.ts";
import {
  diagnose,
  withOverrides,
  worthOf,
  type SelectorLists,
} from "../../../src/adapters/self-check.ts";
import { zendeskPage } from "../../../src/adapters/zendesk/page.ts";
import { selectorsFile } from "../../../src/contracts/policy-pack.ts";
import { randomFrom } from "../../e2e/random.ts";
import { stubClipboard } from "./clipboard.ts";
import { judge } from "./judge.ts";
import { on, type Mutation } from "./mutation.ts";
import { BASES, driftPage } from "./page.ts";

const ADAPTERS = { zendesk: zendeskPage, intercom: intercomPage };

beforeEach(() => {
  vi.useFakeTimers();
  stubClipboard();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const renamed = (part: string, attribute: string): Mutation => ({
  kind: "renamed",
  name: part,
  apply: on(part, (element) => element.setAttribute(attribute, "new-name")),
});

/** As the pack's linter takes them; it leaves no key without a list. */
const listsOf = (file: unknown) => selectorsFile.parse(file) as SelectorLists;

const CASES: ["zendesk" | "intercom", Mutation, string][] = [
  [
    "zendesk",
    {
      kind: "renamed",
      name: "messages",
      apply: on("messages", (it, { page }) => {
        const other = page.createElement("section");
        other.dataset["testId"] = "new-name";
        other.append(...it.childNodes);
        it.replaceWith(other);
      }),
    },
    `zendesk.message: ['[data-test-id="new-name"]']`,
  ],
  [
    "zendesk",
    {
      kind: "renamed",
      name: "kinds of messages",
      apply: on("kinds of messages", (it) => {
        it.dataset["testId"] = "new-name";
        it.dataset["kind"] = it.getAttribute("type") ?? "";
        it.removeAttribute("type");
      }),
    },
    `{zendesk.messageKind: ['[data-test-id="new-name"]'], zendesk.messageKindAttribute: [data-kind]}`,
  ],
  [
    "zendesk",
    renamed("subject", "data-test-id"),
    `zendesk.subject: ['[data-test-id="new-name"]']`,
  ],
  [
    "zendesk",
    {
      kind: "renamed",
      name: "reply or note switch",
      apply: on("reply or note switch", (it, { page }) => {
        const other = page.createElement("div");
        other.dataset["testId"] = "new-name";
        other.dataset["channel"] = it.dataset["channel"] ?? "";
        it.replaceWith(other);
      }),
    },
    `zendesk.channelSwitcher: ['[data-test-id="new-name"]']`,
  ],
  [
    "zendesk",
    {
      kind: "renamed",
      name: "the switch's channel",
      apply: on("reply or note switch", (it) => {
        it.setAttribute("data-way", it.dataset["channel"] ?? "");
        it.removeAttribute("data-channel");
        it.setAttribute("aria-label", "");
      }),
    },
    `zendesk.channelAttribute: [data-way]`,
  ],
  [
    "zendesk",
    renamed("submit button", "data-test-id"),
    `zendesk.submit: ['[data-test-id="new-name"]']`,
  ],
  [
    "intercom",
    renamed("texts of parts", "class"),
    `intercom.partText: [.new-name]`,
  ],
  [
    "intercom",
    renamed("reply tab", "data-intercom-target"),
    `intercom.replyChosen: ['[data-intercom-target="new-name"][aria-selected="true"]']`,
  ],
  [
    "intercom",
    {
      kind: "renamed",
      name: "composer",
      apply: on("composer", (it) => {
        it.className = "new-name";
        it.removeAttribute("role");
      }),
    },
    `intercom.composer: [.new-name]`,
  ],
];

describe("a line of selectors.yaml mends, without a build", () => {
  it.each(
    CASES.map(
      ([helpdesk, ...rest]) => [helpdesk, rest[0].name, ...rest] as const,
    ),
  )("%s: %s", async (helpdesk, _name, mutation, yaml) => {
    const base = BASES[helpdesk][0] ?? "";
    const random = randomFrom(1);
    const builtIn = ADAPTERS[helpdesk]();
    const lists = listsOf(parse(yaml));

    const before = driftPage(helpdesk, base);
    const broken = await judge(builtIn, before, mutation, random);
    expect(broken.isFull).toBe(false);
    expect(broken.said).not.toEqual([]);

    const after = driftPage(helpdesk, base);
    const mended = ADAPTERS[helpdesk]().withSelectors(
      withOverrides(builtIn.selectors, lists, after.page),
    );
    expect(await judge(mended, after, mutation, random)).toEqual({
      wrongReadings: [],
      wrongInserts: [],
      lostTexts: [],
      isFull: true,
      said: [],
    });
  });

  it.each(["zendesk", "intercom"] as const)(
    "%s: and is preferred only where it is better",
    (helpdesk) => {
      const builtIn = ADAPTERS[helpdesk]();
      const { page, parts } = driftPage(helpdesk, BASES[helpdesk][0] ?? "");
      const mended = ADAPTERS[helpdesk]().withSelectors(
        withOverrides(
          builtIn.selectors,
          listsOf({ [`${helpdesk}.composer`]: [".new-name"] }),
          page,
        ),
      );
      const worth = (adapter: PageAdapter) =>
        worthOf(atOnce(diagnose(adapter, page)).health);
      expect(worth(mended)).toBe(worth(builtIn));
      for (const composer of parts.get("composer") ?? []) {
        const bare = page.createElement("div");
        bare.setAttribute("contenteditable", "true");
        bare.className = "new-name";
        composer.replaceWith(bare);
      }
      expect(worth(mended)).toBeGreaterThan(worth(builtIn));
    },
  );
});
