import type { ElementHandle, JSHandle, KeyInput, Page } from "puppeteer-core";

/** How an element is found: each step narrows what the last one found. Evaluated in the page. */
export type Step =
  | { by: "css"; selector: string }
  | { by: "role"; role: string; name: string | RegExp | null }
  | { by: "label"; text: string }
  | { by: "text"; text: string | RegExp }
  | { by: "first" }
  | { by: "nth"; index: number }
  | { by: "or"; steps: Step[] };

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 40;
/** A press that has not arrived by then went somewhere else. */
const MISSED_AFTER_MS = 1_000;

/** What the scripted agent's hands use of Playwright's locator, over puppeteer, which is what drives Firefox. */
export class FirefoxLocator {
  readonly #page: Page;
  readonly #steps: Step[];

  constructor(page: Page, steps: Step[]) {
    this.#page = page;
    this.#steps = steps;
  }

  locator(selector: string) {
    return this.#with({ by: "css", selector });
  }
  first() {
    return this.#with({ by: "first" });
  }
  nth(index: number) {
    return this.#with({ by: "nth", index });
  }
  or(other: FirefoxLocator) {
    return new FirefoxLocator(this.#page, [
      { by: "or", steps: this.#steps },
      { by: "or", steps: other.#steps },
    ]);
  }

  async all(): Promise<FirefoxLocator[]> {
    return Array.from({ length: await this.count() }, (_, index) =>
      this.nth(index),
    );
  }
  async count(): Promise<number> {
    const found = await this.#find();
    const length = await found.evaluate((elements) => elements.length);
    await found.dispose();
    return length;
  }

  async waitFor({
    timeout = PATIENCE_MS,
    state = "visible",
  }: {
    timeout?: number;
    state?: "visible" | "attached" | "hidden" | "detached";
  } = {}): Promise<void> {
    if (state === "hidden" || state === "detached")
      return until(async () => ((await this.count()) === 0 ? true : null), {
        timeout,
        what: `${this.#name()} to go`,
      }).then(() => undefined);
    await this.#element(timeout, state === "visible");
  }
  /** Presses again where the press went beside it: what is clicked may move between the look and the press. */
  async click(): Promise<void> {
    await until(async () => ((await this.#press()) ? true : null), {
      what: `a click on ${this.#name()}`,
    });
  }
  async fill(text: string): Promise<void> {
    const element = await this.#element();
    await element.evaluate((it) => {
      it.focus();
      (it as HTMLInputElement).select();
    });
    await this.#page.keyboard.type(text);
  }
  async focus(): Promise<void> {
    await (await this.#element()).focus();
  }
  async press(key: KeyInput): Promise<void> {
    await (await this.#element()).press(key);
  }
  async innerText(): Promise<string> {
    return (await this.#element()).evaluate((it) => it.innerText);
  }
  async textContent(): Promise<string | null> {
    return (await this.#element()).evaluate((it) => it.textContent);
  }
  async getAttribute(name: string): Promise<string | null> {
    return (await this.#element()).evaluate(
      (it, attribute) => it.getAttribute(attribute),
      name,
    );
  }
  async isChecked(): Promise<boolean> {
    return (await this.#element()).evaluate(
      (it) =>
        (it as HTMLInputElement).checked === true ||
        it.getAttribute("aria-checked") === "true",
    );
  }
  async isVisible(): Promise<boolean> {
    return (await this.#visible()) !== null;
  }
  async evaluate<T, A>(
    run: (element: HTMLElement, argument: A) => T,
    argument?: A,
  ): Promise<Awaited<T>> {
    const element = await this.#element();
    return element.evaluate(run as never, argument as never) as never; // as typed by the caller
  }

  async #press(): Promise<boolean> {
    const element = await this.#element();
    // Not puppeteer's own click: it waits for the page to be drawn, and a window behind another hardly is.
    const pressed = await element.evaluateHandle((it) => {
      it.scrollIntoView({ block: "nearest", behavior: "instant" });
      const { left, top, width, height } = it.getBoundingClientRect();
      const press = { x: left + width / 2, y: top + height / 2, hit: false };
      // Without a name of its own: see #find.
      it.addEventListener("click", () => (press.hit = true), {
        capture: true,
        once: true,
      });
      return press;
    });
    const { x, y } = await pressed.jsonValue();
    await this.#page.mouse.click(x, y);
    // A click that leads to another page has no page left to ask.
    const isHit = () => pressed.evaluate(({ hit }) => hit).catch(() => true);
    return until(async () => ((await isHit()) ? true : null), {
      timeout: MISSED_AFTER_MS,
      what: "the click",
    }).catch(() => false);
  }

  #with(step: Step): FirefoxLocator {
    return new FirefoxLocator(this.#page, [...this.#steps, step]);
  }

  #name(): string {
    return JSON.stringify(this.#steps, (_key, value: unknown) =>
      value instanceof RegExp ? String(value) : value,
    );
  }

  /** As source: the tool that runs the demo wraps named functions in a helper of its own, which no page has. */
  #find(): Promise<JSHandle<HTMLElement[]>> {
    const steps = JSON.stringify(this.#steps.map(sendable));
    return this.#page.evaluateHandle(
      `(() => { const __name = (it) => it; return (${findInPage})(${steps}); })()`,
    ) as Promise<JSHandle<HTMLElement[]>>; // what the function returns
  }

  async #visible(
    onlyVisible = true,
  ): Promise<ElementHandle<HTMLElement> | null> {
    const found = await this.#find();
    const handle = await found.evaluateHandle(
      (elements, visible) =>
        elements.find((it) => {
          if (!visible) return true;
          const { width, height } = it.getBoundingClientRect();
          return (
            width > 0 &&
            height > 0 &&
            getComputedStyle(it).visibility !== "hidden"
          );
        }) ?? null,
      onlyVisible,
    );
    await found.dispose();
    return handle.asElement() as ElementHandle<HTMLElement> | null;
  }

  #element(timeout = PATIENCE_MS, onlyVisible = true) {
    return until(() => this.#visible(onlyVisible), {
      timeout,
      what: this.#name(),
    });
  }
}

/** Regular expressions do not travel. */
function sendable(step: Step): unknown {
  return JSON.parse(
    JSON.stringify(step, (_key, value: unknown) =>
      value instanceof RegExp
        ? { source: value.source, flags: value.flags }
        : value,
    ),
  );
}

/** Runs in the page, so it carries all it needs. */
function findInPage(steps: unknown[]): HTMLElement[] {
  type Text = string | { source: string; flags: string };
  const ROLES: Record<string, string> = {
    button: "button, [role=button], input[type=submit]",
    checkbox: "input[type=checkbox], [role=checkbox]",
    option: "option, [role=option]",
    region: "section[aria-label], [role=region]",
    textbox: "textarea, input:not([type]), input[type=text], [role=textbox]",
    menuitem: "[role=menuitem]",
    menuitemradio: "[role=menuitemradio]",
    link: "a[href], [role=link]",
    heading: "h1, h2, h3",
    radio: "input[type=radio], [role=radio]",
  };
  const isLike = (said: string, wanted: Text) => {
    const text = said.replace(/\s+/g, " ").trim();
    return typeof wanted === "string"
      ? text.toLowerCase().includes(wanted.toLowerCase())
      : new RegExp(wanted.source, wanted.flags).test(text);
  };
  const nameOf = (element: Element): string => {
    const label = element.getAttribute("aria-label");
    if (label) return label;
    const by = element.getAttribute("aria-labelledby");
    if (by)
      return by
        .split(/\s+/)
        .map((id) => document.getElementById(id)?.textContent ?? "")
        .join(" ");
    const labels = (element as HTMLInputElement).labels;
    if (labels?.length)
      return [...labels].map((it) => it.textContent).join(" ");
    const copy = element.cloneNode(true) as Element;
    copy.querySelectorAll("[aria-hidden=true]").forEach((it) => it.remove());
    return copy.textContent ?? "";
  };
  /** The innermost elements whose text says it. */
  const saying = (roots: ParentNode[], wanted: Text) =>
    roots
      .flatMap((root) => [...root.querySelectorAll<HTMLElement>("*")])
      .filter(
        (it) =>
          !["SCRIPT", "STYLE"].includes(it.tagName) &&
          isLike(it.textContent ?? "", wanted) &&
          ![...it.children].some((child) =>
            isLike(child.textContent ?? "", wanted),
          ),
      );
  const run = (all: unknown[]): HTMLElement[] => {
    let found: HTMLElement[] | null = null;
    for (const raw of all) {
      const step = raw as {
        by: string;
        selector: string;
        role: string;
        name: Text | null;
        text: Text;
        index: number;
        steps: unknown[];
      };
      const roots: ParentNode[] = found ?? [document];
      const within = (selector: string) => [
        ...new Set(
          roots.flatMap((root) => [
            ...root.querySelectorAll<HTMLElement>(selector),
          ]),
        ),
      ];
      if (step.by === "css") found = within(step.selector);
      else if (step.by === "role")
        found = within(ROLES[step.role] ?? `[role=${step.role}]`).filter(
          (it) => step.name === null || isLike(nameOf(it), step.name),
        );
      else if (step.by === "label")
        found = within("input, textarea, select, [aria-label]").filter((it) =>
          isLike(nameOf(it), step.text),
        );
      else if (step.by === "text") found = saying(roots, step.text);
      else if (step.by === "first") found = (found ?? []).slice(0, 1);
      else if (step.by === "nth")
        found = (found ?? []).slice(step.index, step.index + 1);
      else if (step.by === "or") found = [...(found ?? []), ...run(step.steps)];
    }
    return found ?? [];
  };
  return run(steps);
}

/** Look until something is there, or say what never came. */
export async function until<T>(
  look: () => Promise<T | null>,
  { timeout = PATIENCE_MS, what }: { timeout?: number; what: string },
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    // A page that is being replaced has no context for a moment.
    const found = await look().catch(() => null);
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`waited ${timeout} ms for ${what}`);
    await new Promise((next) => setTimeout(next, LOOK_EVERY_MS));
  }
}
