import type { TabView } from "../../../src/messaging/panel-protocol.ts";
import type { Suggestion } from "../../../src/domain/suggestion.ts";
import type { SetupDoor } from "../../../src/setup/setup-door.ts";
import { suggestion, view } from "../canned.ts";
import { createFakeDoor, type FakeDoor } from "../fake-door.ts";

/** One state of the panel or of the settings page: how it comes about, and what is special about drawing it. */
export interface State {
  /** Stable: the name of its picture, and its address in the gallery. */
  name: string;
  /** What a designer should know about it, in one line. */
  says: string;
  draw:
    | { of: "panel"; door: () => FakeDoor }
    | { of: "settings"; door: () => SetupDoor };
  /** What an agent does once it is drawn. */
  then?: (door: FakeDoor) => void | Promise<void>;
  /** The answer does not come: what is shown meanwhile. */
  waits?: string;
  /** Once it has settled, time goes on by so much, until this is shown. */
  later?: { ms: number; shows: string };
  /** Browser zoom. */
  zoom?: 2;
  /** The interface itself from right to left. */
  rightToLeft?: true;
  forcedColors?: true;
  moreContrast?: true;
}

export interface Group {
  title: string;
  states: State[];
}

export const ok = <V>(value: V) => ({ ok: true as const, value });
export const KEYS = {
  _execute_action: "Alt+Shift+H",
  insert: "Alt+Shift+Y",
  reject: "Alt+Shift+K",
  "focus-panel": "Alt+Shift+J",
};

type Answers = Parameters<typeof createFakeDoor>[0];

/** A panel whose worker answers so; what is not named is as in the mocks. */
export function panel(answers: Answers = {}): State["draw"] {
  return { of: "panel", door: () => createFakeDoor(answers, KEYS) };
}

/** A panel with this suggestion, in a tab that looks like this. */
export function answered(
  given: Suggestion = suggestion(),
  viewed: TabView = view(),
  answers: Answers = {},
): State["draw"] {
  return panel({
    "panel.suggest": () => ok(given),
    "panel.view": () => ok(viewed),
    ...answers,
  });
}

/** Press the button of this name, as soon as it is there. */
export async function press(name: string): Promise<void> {
  const button = await appearing(() =>
    [...document.querySelectorAll("button")].find((it) =>
      (it.getAttribute("aria-label") ?? it.textContent).includes(name),
    ),
  );
  button.click();
}

/** Type into the first box that matches, and press Enter. */
export async function typeAndEnter(
  selector: string,
  text: string,
): Promise<void> {
  const box = await type(selector, text);
  await drawn();
  box.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", bubbles: true }),
  );
}

export async function type(selector: string, text: string) {
  const box = await appearing(() =>
    document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector),
  );
  const kind =
    box instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  // React listens to the setter that the element inherits.
  Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set?.call(
    box,
    text,
  );
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return box;
}

/** Resolves once it is drawn. */
export const there = (selector: string) =>
  appearing(() => document.querySelector(selector));

async function appearing<T>(find: () => T | null | undefined): Promise<T> {
  for (let n = 0; n < 300; n++) {
    const found = find();
    if (found) return found;
    await drawn();
  }
  throw new Error("What this state presses or types into never came.");
}

const drawn = () => new Promise((done) => setTimeout(done, 16));
