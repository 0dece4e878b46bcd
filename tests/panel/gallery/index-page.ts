import { GROUPS } from "./states.ts";

const WIDTHS = [360, 480];
const THEMES = ["light", "dark"];
const STYLE = `
  :root { color-scheme: light dark; font: 13px/20px "Liberation Sans", Arial, sans-serif; }
  body { margin: 0; display: grid; grid-template-columns: 232px 1fr; }
  nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 16px; box-sizing: border-box; border-right: 1px solid #8884; }
  nav h2 { font-size: 12px; margin: 16px 0 4px; }
  nav a { display: block; color: inherit; text-decoration: none; padding: 2px 0; }
  nav a:hover { text-decoration: underline; }
  main { padding: 16px 24px; min-width: 0; }
  section { margin-bottom: 40px; }
  h1 { font-size: 20px; line-height: 28px; margin: 0 0 16px; }
  h3 { font-size: 15px; line-height: 24px; margin: 0; scroll-margin-top: 16px; }
  p { margin: 0 0 8px; }
  .frames { display: flex; gap: 16px; overflow-x: auto; padding-bottom: 8px; }
  iframe { flex: none; border: 1px solid #8884; }
  .light { color-scheme: light; } .dark { color-scheme: dark; }
`;

/** Every state four times: light and dark, at 360 and 480 px. The frames are live: work in them as an agent would. */
export function indexPage(): string {
  const nav = GROUPS.map(
    ({ title, states }) =>
      `<h2>${title}</h2>${states.map(({ name }) => `<a href="#${name}">${name}</a>`).join("")}`,
  ).join("");
  const sections = GROUPS.flatMap(({ states }) =>
    states.map(
      (state) =>
        `<section><h3 id="${state.name}">${state.name}</h3><p>${state.says}${noteOf(state)}</p><div class="frames">${framesOf(state.name, state.zoom ?? 1)}</div></section>`,
    ),
  ).join("");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Heed: every state</title><style>${STYLE}</style><nav aria-label="States">${nav}</nav><main><h1>Every state of the panel</h1>${sections}</main></html>`;
}

function framesOf(name: string, zoom: number): string {
  return THEMES.flatMap((theme) =>
    WIDTHS.map(
      (width) =>
        `<iframe loading="lazy" class="${theme}" title="${name}, ${theme}, ${width} px" width="${width / zoom}" height="${720 / zoom}"${zoom === 1 ? "" : ` style="zoom:${zoom}"`} src="/state?${name}"></iframe>`,
    ),
  ).join("");
}

function noteOf(state: { forcedColors?: true; moreContrast?: true }): string {
  if (state.forcedColors)
    return " Switch forced colours on in the browser's rendering tools to see it.";
  if (state.moreContrast)
    return " Switch prefers-contrast: more on in the browser's rendering tools to see it.";
  return "";
}
