import type { Helpdesk } from "../../../src/domain/ticket.ts";
import type { DriftPage } from "./parts.ts";
import { on, type Mutation } from "./mutation.ts";
import { writtenMutations } from "./written.ts";

/** Every kind on every part of the page, and those written by hand. No part is left out because it is hard. */
export function mutationsOf(sample: DriftPage): Mutation[] {
  const { helpdesk } = sample;
  return [...sample.parts]
    .flatMap(([part, elements]) => [
      ...renamings(part, elements[0]),
      ...movings(part),
      ...doublings(part),
      ...emptyings(part, elements[0]),
      lateness(part),
      ...replacements(part),
    ])
    .concat(reorderings(helpdesk), localizations(), writtenMutations(helpdesk));
}

/** The names by which a page's parts are found; what else an element says is no name. */
const NAMES =
  /^(?:data-(?!is-active|entity-is-selected|ticket-id|cke).*|type|class)$/;

function renamings(part: string, first: HTMLElement | undefined): Mutation[] {
  return [...(first?.attributes ?? [])]
    .filter(({ name }) => NAMES.test(name))
    .filter(({ name }) => name !== "type" || first?.tagName === "DIV")
    .map(({ name, value }) => ({
      kind: "renamed",
      name: `${part}: ${name}`,
      apply: (drift, random) => {
        const suffix = Math.floor(random() * 1e6).toString(36);
        // A value that is a name gets another one; a value that is an id or nothing keeps it under another attribute.
        const isNameless = value === "" || /^\d+$/.test(value);
        on(part, (element) => {
          const before = element.getAttribute(name) ?? "";
          if (isNameless) {
            element.removeAttribute(name);
            element.setAttribute(`${name}-${suffix}`, before);
          } else
            element.setAttribute(
              name,
              before.replace(/\S+/g, () => `x${suffix}`),
            );
        })(drift);
      },
    }));
}

function movings(part: string): Mutation[] {
  return [
    {
      kind: "moved",
      name: `${part}: two boxes around it`,
      apply: on(part, (element, { page }) => {
        const outer = page.createElement("div");
        const inner = outer.appendChild(page.createElement("div"));
        element.replaceWith(outer);
        inner.append(element);
      }),
    },
    {
      kind: "moved",
      name: `${part}: to the end of what holds it`,
      apply: on(part, (element) => element.parentElement?.append(element)),
    },
    {
      kind: "moved",
      name: `${part}: out of what holds it`,
      apply: on(part, (element, { page }) => {
        const parent = element.parentElement;
        if (parent && parent !== page.body) parent.before(element);
      }),
    },
  ];
}

function doublings(part: string): Mutation[] {
  const one = (drift: DriftPage, random: () => number) => {
    const all = drift.parts.get(part) ?? [];
    return all[Math.floor(random() * all.length)];
  };
  return [
    {
      kind: "doubled",
      name: `${part}: twice, both shown`,
      apply: (drift, random) => {
        const element = one(drift, random);
        element?.after(element.cloneNode(true));
      },
    },
    {
      kind: "doubled",
      name: `${part}: a hidden copy before it`,
      apply: (drift, random) => {
        const element = one(drift, random);
        const copy = element?.cloneNode(true) as HTMLElement | undefined;
        copy?.style.setProperty("display", "none");
        if (copy) element?.before(copy);
      },
    },
  ];
}

function emptyings(part: string, first: HTMLElement | undefined): Mutation[] {
  // The composer's text is the agent's, and nobody empties it for them.
  if (!first || first.querySelector("[contenteditable]")) return [];
  if (first.isContentEditable || first.hasAttribute("contenteditable"))
    return [];
  return [
    {
      kind: "emptied",
      name: part,
      apply: on(part, (element) => {
        element.replaceChildren();
        for (const name of ["value", "datetime", "data-channel", "aria-label"])
          if (element.hasAttribute(name)) element.setAttribute(name, "");
      }),
    },
  ];
}

function lateness(part: string): Mutation {
  const places = new WeakMap<DriftPage, [HTMLElement, Comment][]>();
  return {
    kind: "late",
    name: part,
    apply: (drift) => {
      const taken = (drift.parts.get(part) ?? []).map(
        (element): [HTMLElement, Comment] => {
          const place = drift.page.createComment("");
          element.replaceWith(place);
          return [element, place];
        },
      );
      places.set(drift, taken);
    },
    settle: (drift) =>
      places
        .get(drift)
        ?.forEach(([element, place]) => place.replaceWith(element)),
  };
}

function replacements(part: string): Mutation[] {
  return [
    {
      kind: "replaced",
      name: `${part}: another element with the same names`,
      apply: on(part, (element, drift) => {
        const other = drift.page.createElement(
          element.tagName === "SECTION" ? "div" : "section",
        );
        for (const { name, value } of [...element.attributes])
          other.setAttribute(name, value);
        if ("value" in element && element.tagName === "INPUT")
          other.textContent = String(element.value);
        other.append(...element.childNodes);
        element.replaceWith(other);
        if (drift.composers.delete(element)) drift.composers.add(other);
      }),
    },
    {
      kind: "replaced",
      name: `${part}: drawn anew while a text is inserted`,
      apply: () => {},
      during: on(part, (element, drift) => {
        const copy = element.cloneNode(true) as HTMLElement;
        const before = editables(element);
        editables(copy).forEach((other, index) => {
          const old = before[index];
          if (old && drift.composers.delete(old)) drift.composers.add(other);
        });
        element.replaceWith(copy);
      }),
    },
  ];
}

function editables(element: HTMLElement): HTMLElement[] {
  const inside = [
    ...element.querySelectorAll<HTMLElement>("[contenteditable]"),
  ];
  return element.hasAttribute("contenteditable")
    ? [element, ...inside]
    : inside;
}

function reorderings(helpdesk: Helpdesk): Mutation[] {
  const messages = helpdesk === "zendesk" ? "messages" : "holders of parts";
  const shuffled = (element: Element, random: () => number) => {
    const nodes = [...element.children].map((node) => ({ node, at: random() }));
    element.append(
      ...nodes.sort((a, b) => a.at - b.at).map(({ node }) => node),
    );
  };
  const shuffle = (what: string, part: string): Mutation => ({
    kind: "reordered",
    name: `the children of ${what}`,
    apply: (drift, random) =>
      on(part, (element) => shuffled(element, random))(drift),
  });
  return [
    {
      kind: "reordered",
      name: "newest message first",
      apply: on(messages, (element) => element.parentElement?.prepend(element)),
    },
    ...(helpdesk === "zendesk"
      ? [
          shuffle("the layout", "side conversations' anchor"),
          shuffle("the conversation", "conversation"),
          shuffle("the log", "log"),
          shuffle("each message", "messages"),
          shuffle("the editor's view", "editor's view"),
        ]
      : [
          shuffle("the space", "space"),
          shuffle("the stream", "stream"),
          shuffle("each part", "parts"),
          shuffle("the composer's box", "composer's box"),
          shuffle("the row of tabs", "row of tabs"),
        ]),
  ];
}

function localizations(): Mutation[] {
  const LANGUAGES = { de: "Öffentliche Antwort", ja: "公開返信", ar: "رد عام" };
  return Object.entries(LANGUAGES).map(([lang, words]) => ({
    kind: "localized",
    name: `labels and buttons in ${lang}`,
    apply: ({ page }) => {
      page.documentElement.lang = lang;
      page.documentElement.dir = lang === "ar" ? "rtl" : "ltr";
      page
        .querySelectorAll("button")
        .forEach((button) => (button.textContent = words));
      page
        .querySelectorAll("[aria-label]")
        .forEach((element) => element.setAttribute("aria-label", words));
      page.querySelectorAll("time").forEach((time) => {
        time.textContent = words;
      });
    },
  }));
}
