import "fake-indexeddb/auto";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { useAgent } from "../../src/panel/agent-store.ts";
import { Panel } from "../../src/panel/Panel.tsx";
import type { FakeDoor } from "./fake-door.ts";

/** Draws the whole panel in jsdom and finds things in it by role and name, as an agent would. */

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
// Dates read the same wherever the tests run.
Object.defineProperty(navigator, "language", { value: "en-GB" });

const TAGS: Record<string, string> = {
  button: "button",
  checkbox: "input[type=checkbox]",
  radio: "input[type=radio]",
  textbox: "input:not([type=checkbox]):not([type=radio]), textarea",
  region: "section[aria-label]",
  dialog: "[role=dialog]",
  option: "[role=option]",
};

let root: Root | null = null;
let shown = 0;

export async function showPanel(
  door: FakeDoor,
  databaseName = `test-${++shown}`,
): Promise<void> {
  await closePanel();
  useAgent.setState(useAgent.getInitialState(), true);
  const place = document.createElement("div");
  document.body.replaceChildren(place);
  const made = createRoot(place);
  root = made;
  act(() => made.render(<Panel door={door} databaseName={databaseName} />));
  // The stored answers are read from disk first; then the panel says what it has, or asks.
  const isThere = () =>
    document.querySelector(".waiting") === null ||
    door.askedOf("panel.suggest").length > 0;
  for (let n = 0; n < 100 && !isThere(); n++) await settle(20);
  await settle();
  // A reply stands there only when it is known whether the agent had changed it.
  const isOpening = () =>
    document.querySelector(".waiting") !== null &&
    door.askedOf("panel.edited-draft").length > 0;
  for (let n = 0; n < 50 && isOpening(); n++) await settle(20);
}

export async function showElement(element: React.ReactNode): Promise<void> {
  await closePanel();
  const place = document.createElement("div");
  document.body.replaceChildren(place);
  const made = createRoot(place);
  root = made;
  act(() => made.render(element));
  await settle();
}

export async function closePanel(): Promise<void> {
  const open = root;
  root = null;
  if (open) act(() => open.unmount());
}

/** Long enough for the answers of the fake worker, the disk and the next frame. */
export async function settle(ms = 40): Promise<void> {
  await act(() => new Promise((done) => setTimeout(done, ms)));
}

export function all(role: string, name?: string | RegExp): HTMLElement[] {
  const tag = TAGS[role];
  if (tag === undefined) throw new Error(`No such role here: ${role}`);
  return [...document.querySelectorAll<HTMLElement>(tag)].filter((it) =>
    name === undefined
      ? true
      : typeof name === "string"
        ? nameOf(it) === name
        : name.test(nameOf(it)),
  );
}

export function find(role: string, name?: string | RegExp): HTMLElement {
  const [found] = all(role, name);
  if (!found)
    throw new Error(
      `No ${role} named ${name}. There are: ${all(role).map(nameOf).join(" | ")}`,
    );
  return found;
}

export async function click(
  role: string,
  name: string | RegExp,
): Promise<void> {
  act(() => find(role, name).click());
  await settle();
}

export async function press(
  key: string,
  target: Element = document.body,
): Promise<void> {
  act(
    () =>
      void target.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
      ),
  );
  await settle();
}

export async function type(box: HTMLElement, text: string): Promise<void> {
  const setValue = Object.getOwnPropertyDescriptor(
    box instanceof HTMLTextAreaElement
      ? HTMLTextAreaElement.prototype
      : HTMLInputElement.prototype,
    "value",
  )?.set;
  act(() => {
    setValue?.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await settle();
}

/** What is on the page, as one line: a space where a block ends. */
export function text(): string {
  const copy = document.body.cloneNode(true) as HTMLElement; // a clone of an element is one
  for (const block of copy.querySelectorAll(
    "p, h1, h2, li, dt, dd, div, button",
  ))
    block.append(" ");
  return (copy.textContent ?? "").replace(/\s+/g, " ");
}

/** The accessible name, near enough: the label, or the words that are not hidden from it. */
export function nameOf(element: HTMLElement): string {
  const label = element.getAttribute("aria-label");
  if (label !== null) return label;
  const labelled = element.id
    ? document.querySelector(`label[for="${element.id}"]`)
    : null;
  const source =
    element instanceof HTMLInputElement
      ? (labelled ?? element.closest("label") ?? element)
      : element;
  const copy = source.cloneNode(true) as HTMLElement; // a clone of an element is one
  copy
    .querySelectorAll("[aria-hidden=true]")
    .forEach((hidden) => hidden.remove());
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}
