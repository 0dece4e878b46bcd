/** Building the page without HTML strings, which it could not use anyway. */

type Attributes = Record<
  string,
  string | boolean | ((event: Event) => void) | undefined
>;
export type Child = Node | string | null;

/** An attribute may be a listener (`onclick`); true is an empty attribute, false and undefined are none. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  // A union of a hundred kinds of element has no callable method; listening is the same on each.
  const target: EventTarget = element;
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function")
      target.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(shownName(name), "");
    else if (typeof value === "string")
      element.setAttribute(shownName(name), value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** After an unannounced release none of the attributes that extensions rely on is there any more. */
export function shownName(attribute: string): string {
  const isRenamed =
    document.documentElement.dataset.renamed === "true" &&
    attribute.startsWith("data-");
  return isRenamed ? attribute.replace("data-", "data-v2-") : attribute;
}

/** An icon is a path, so that the page needs no file of them. */
export function icon(
  path: string,
  attributes: Record<string, string> = {},
): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", path);
  for (const [name, value] of Object.entries({
    viewBox: "0 0 16 16",
    "aria-hidden": "true",
    ...attributes,
  })) {
    svg.setAttribute(shownName(name), value);
  }
  svg.append(shape);
  return svg;
}

export function timeOf(at: string, testId: string): HTMLTimeElement {
  const shown = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return el(
    "time",
    { "data-test-id": testId, datetime: at, title: at },
    shown.format(new Date(at)),
  );
}
