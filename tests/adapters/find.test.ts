import { JSDOM } from "jsdom";
import { expect, it } from "vitest";
import { endsOf, shownBeside } from "../../src/adapters/find.ts";

const rootOf = (html: string): HTMLElement => {
  const { window } = new JSDOM(`<main>${html}</main>`);
  const root = window.document.querySelector("main");
  if (!root) throw new Error("No root.");
  return root;
};
const idsIn = (html: string) =>
  shownBeside([".log"], rootOf(html), [".box", "textarea"]).map(({ id }) => id);

it.each([
  [
    "what stands beside the log",
    `<i class="log"></i><b class="box" id="1"></b>`,
    ["1"],
  ],
  [
    "deeper beside it, at any height",
    `<div><p><i class="log"></i></p><p><b class="box" id="1"></b></p></div>`,
    ["1"],
  ],
  [
    "all of them, for nobody can tell",
    `<b class="box" id="1"></b><div class="log"></div><b class="box" id="2"></b>`,
    ["1", "2"],
  ],
  [
    "not what a message in the log imitates",
    `<div class="log"><b class="box" id="1"></b></div><b class="box" id="2"></b>`,
    ["2"],
  ],
  [
    "what is shown, of two",
    `<div class="log"></div><b class="box" id="1" style="display:none"></b><b class="box" id="2"></b>`,
    ["2"],
  ],
  [
    "by a later name, where the first finds nothing",
    `<div class="log"></div><textarea id="1"></textarea>`,
    ["1"],
  ],
  [
    "in the log, where it stands nowhere else",
    `<div class="log"><b class="box" id="1"></b></div>`,
    ["1"],
  ],
  ["where there is no log", `<div><b class="box" id="1"></b></div>`, ["1"]],
  [
    "in a form whose fields have the names of what an element has",
    `<form><input name="children"><input name="matches"><i class="log"></i><b class="box" id="1"></b></form>`,
    ["1"],
  ],
])("finds %s", (_name, html, ids) => {
  expect(idsIn(html)).toEqual(ids);
});

it.each([
  [0, []],
  [3, ["0", "1", "2"]],
  [4, ["0", "1", "2", "3"]],
  [7, ["0", "1", "5", "6"]],
])("takes two from either end of %i", (length, ids) => {
  const root = rootOf(
    Array.from({ length }, (_, n) => `<b id="${n}"></b>`).join(""),
  );
  expect(endsOf(root.querySelectorAll("b"), 2).map(({ id }) => id)).toEqual(
    ids,
  );
});
