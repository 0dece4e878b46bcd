/**
 * A property of an element, past the names that a page may have laid over it: in a form, `<input name="closest">` hides
 * the form's own `closest`, and `<input name="parentElement">` would lead whoever climbs from it in a circle.
 */
export function own<T extends object, K extends keyof T>(
  element: T,
  key: K,
): T[K] {
  const prototype: unknown = Object.getPrototypeOf(element);
  return Reflect.get(prototype as T, key, element) as T[K]; // its accessor or method lives there
}

export function parentOf(element: Element): Element | null {
  return own(element, "parentElement");
}
