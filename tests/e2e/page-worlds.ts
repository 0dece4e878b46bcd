import type { CDPSession, Page } from "playwright-core";

/** The extension's own worlds in a page: one for each version of its content script that was ever started there. */
export interface PageWorlds {
  /** Oldest first. */
  ids(): number[];
  /** Runs in one of them. */
  evaluate<T>(world: number, expression: string): Promise<T>;
  /** What it listens to on the document, one name for each listener. */
  listeners(world: number): Promise<string[]>;
  /** What went wrong in any world of the page since, in the browser's words. */
  errors: string[];
}

export async function watchWorlds(
  page: Page,
  extensionId: string,
): Promise<PageWorlds> {
  const session = await page.context().newCDPSession(page);
  const worlds: number[] = [];
  const errors: string[] = [];
  session.on("Runtime.executionContextCreated", ({ context }) => {
    if (context.origin === `chrome-extension://${extensionId}`)
      worlds.push(context.id);
  });
  session.on("Runtime.exceptionThrown", ({ exceptionDetails }) =>
    errors.push(
      exceptionDetails.exception?.description ?? exceptionDetails.text,
    ),
  );
  session.on("Log.entryAdded", ({ entry }) => {
    if (entry.level === "error") errors.push(entry.text);
  });
  await session.send("Runtime.enable");
  await session.send("Log.enable");
  return {
    ids: () => [...worlds],
    evaluate: (world, expression) => evaluate(session, world, expression),
    listeners: (world) =>
      evaluate(
        session,
        world,
        "Object.entries(getEventListeners(document)).flatMap(([type, all]) => all.map(() => type)).sort()",
      ),
    errors,
  };
}

async function evaluate<T>(
  session: CDPSession,
  contextId: number,
  expression: string,
): Promise<T> {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    contextId,
    expression,
    returnByValue: true,
    // For getEventListeners, which only the console has.
    includeCommandLineAPI: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return result.value as T; // as the caller's expression says
}

/** Counts how often a script looks something up in the page. In its own world alone, as the page's own counts are not its. */
export const COUNT_LOOKS = `
  globalThis.looks = 0;
  for (const { prototype } of [Document, Element])
    for (const name of ["querySelector", "querySelectorAll"]) {
      const real = prototype[name];
      prototype[name] = function (...given) {
        globalThis.looks++;
        return real.apply(this, given);
      };
    }
`;
