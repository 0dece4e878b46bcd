import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/**
 * Every word on the screen is in a `words.ts`, so that translating is editing two files. A component writes none of
 * its own: not between its tags, not in an attribute that is read aloud or shown.
 */

const ROOMS = ["src/panel", "src/setup", "src/design"];
/** Attributes that a person reads or hears. */
const SHOWN =
  /^(?:aria-(?:label|description|placeholder|roledescription|valuetext)|alt|label|name|placeholder|title|text|hint|aside)$/;

function stringsIn(file: string, text: string): string[] {
  const source = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const found: string[] = [];
  const add = (node: ts.Node, said: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    if (/\p{L}{2}/u.test(said))
      found.push(`${file}:${line + 1} ${said.trim()}`);
  };
  /** A literal that is a value of this expression: not one it compares with, not a key it looks up. */
  const literals = (node: ts.Expression): void => {
    if (ts.isStringLiteralLike(node)) add(node, node.text);
    else if (ts.isTemplateExpression(node))
      [node.head, ...node.templateSpans.map(({ literal }) => literal)].forEach(
        (part) => add(part, part.text),
      );
    else if (ts.isParenthesizedExpression(node)) literals(node.expression);
    else if (ts.isConditionalExpression(node)) {
      literals(node.whenTrue);
      literals(node.whenFalse);
    } else if (
      ts.isBinaryExpression(node) &&
      /^(?:&&|\|\||\?\?|\+)$/.test(node.operatorToken.getText())
    ) {
      literals(node.left);
      literals(node.right);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) add(node, node.text);
    if (
      ts.isJsxExpression(node) &&
      node.expression &&
      !ts.isJsxAttribute(node.parent)
    )
      literals(node.expression);
    if (
      ts.isJsxAttribute(node) &&
      node.initializer &&
      SHOWN.test(node.name.getText()) &&
      !isNameOfControl(node)
    ) {
      if (ts.isStringLiteral(node.initializer))
        add(node, node.initializer.text);
      else if (ts.isJsxExpression(node.initializer))
        if (node.initializer.expression) literals(node.initializer.expression);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `<input name>` groups radio buttons and `<Icon name>` picks a drawing; neither is shown. */
function isNameOfControl(attribute: ts.JsxAttribute): boolean {
  const tag = attribute.parent.parent.tagName.getText();
  return (
    attribute.name.getText() === "name" &&
    (tag === "Icon" || /^[a-z]/.test(tag))
  );
}

describe("the words of the screen", () => {
  const files = ROOMS.flatMap((room) =>
    readdirSync(room)
      .filter((file) => file.endsWith(".tsx"))
      .map((file) => join(room, file)),
  );

  it.each(files)("%s writes none of its own", (file) =>
    expect(stringsIn(file, readFileSync(file, "utf8"))).toEqual([]),
  );

  it.each([
    ["between tags", "<p>Said here</p>"],
    ["in a label", '<p aria-label="Said here" />'],
    ["in braces", '<p>{"Said here"}</p>'],
    ["under a condition", '<p>{a && (b ? "Said here" : null)}</p>'],
    ["around a value", "<p>{`${n} messages`}</p>"],
  ])("sees one %s", (_where, markup) =>
    expect(stringsIn("x.tsx", markup)).toHaveLength(1),
  );

  it.each([
    ["a word of words.ts", "<p aria-label={words.x}>{words.y}</p>"],
    ["a comparison", '<p>{kind === "draft" && words.y}</p>'],
    ["a class", '<p className="draft old" role="status" />'],
    ["one letter, which is a key or a mark", "<p>T</p>"],
    ["a drawing's name", '<Icon name="lock" />'],
  ])("lets pass %s", (_what, markup) =>
    expect(stringsIn("x.tsx", markup)).toEqual([]),
  );
});
