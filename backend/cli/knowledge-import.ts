import { connectors } from "../imports/index.ts";
import type { Connector } from "../imports/connector.ts";
import type { DocumentDefaults } from "../imports/document-defaults.ts";
import { readUpTo } from "../imports/import-store.ts";
import {
  runImport,
  tryImport,
  type ImportReport,
} from "../imports/run-import.ts";
import type { Backend } from "../main.ts";
import { utcOfLocalDate } from "../packs/local-date.ts";
import {
  CommandError,
  textOption,
  type Command,
  type Input,
} from "./command.ts";
import { timeZoneOf } from "./time-zone.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

const commonOptions = {
  ...workspaceOption,
  source: { type: "string" },
  owner: { type: "string" },
  audience: { type: "string" },
  product: { type: "string" },
  locale: { type: "string" },
  "effective-from": { type: "string" },
  "review-by": { type: "string" },
  "dry-run": { type: "boolean" },
  restart: { type: "boolean" },
} as const;
const COMMON_USAGE =
  "[--dry-run] [--restart] [--owner NAME] [--audience public|internal] [--product NAME] [--effective-from DATE|edited] [--review-by DATE]";
/** The rest is in --json. */
const NAMES_SHOWN = 10;

/** `heed knowledge import KIND`: one command per connector. What it brings is a candidate until `heed release create`. */
export const importCommands: Command[] = connectors.map((connector) => ({
  name: `knowledge import ${connector.name}`,
  usage: `${connector.usage} ${COMMON_USAGE}`.trim(),
  summary: `import ${connector.summary}; live with the next release`,
  options: { ...commonOptions, ...connector.options },
  words: connector.words,
  variables: connector.variables,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { workspaceId } = await workspaceOf(input, backend);
      const report = await importFrom(connector, input, backend, workspaceId);
      return {
        exitCode: 0,
        json: { ok: true, workspaceId, ...report },
        lines: linesOf(report),
      };
    },
  },
}));

async function importFrom(
  connector: Connector,
  input: Input,
  backend: Backend,
  workspaceId: string,
): Promise<ImportReport> {
  const { database, clock } = backend;
  const { words, options, environment, workingDirectory, progress } = input;
  const source = await connector.open({
    words,
    options,
    environment,
    workingDirectory,
    progress,
    defaults: defaultsOf(input, await timeZoneOf(backend, workspaceId)),
    readUpTo: (sourceId) => readUpTo(database, { workspaceId, sourceId }),
  });
  const given = { database, workspaceId, source, progress };
  return options["dry-run"] === true
    ? tryImport(given)
    : runImport({ ...given, now: clock, restart: options["restart"] === true });
}

function defaultsOf(input: Input, timeZone: string): DocumentDefaults {
  const audience = textOption(input, "audience");
  if (audience !== null && audience !== "public" && audience !== "internal")
    throw new CommandError(
      `--audience takes public or internal, not "${audience}".`,
    );
  const from = textOption(input, "effective-from");
  return {
    owner: textOption(input, "owner"),
    audience,
    product: textOption(input, "product"),
    locale: textOption(input, "locale"),
    effectiveFrom:
      from === "edited"
        ? "edited"
        : dateOption(input, "effective-from", timeZone),
    reviewBy: dateOption(input, "review-by", timeZone),
    timeZone,
  };
}

/** A day or minute on the workspace's clock, as ISO 8601 UTC; null: not given. */
export function dateOption(
  input: Input,
  name: string,
  timeZone: string,
): string | null {
  const local = textOption(input, name);
  if (local === null) return null;
  const utc = utcOfLocalDate(local, timeZone);
  if (utc === null)
    throw new CommandError(
      `--${name} ${local} is no date. Write it as 2026-09-01 or "2026-09-01 14:30".`,
    );
  return utc;
}

function linesOf(report: ImportReport): string[] {
  const { sourceId, dryRun, added, changed, removed, leftOut, unchanged } =
    report;
  const list = (what: string, items: { itemId: string; title: string }[]) =>
    dryRun
      ? items
          .slice(0, NAMES_SHOWN)
          .map(({ itemId, title }) => `  ${what} ${itemId}  ${title}`)
          .concat(
            items.length > NAMES_SHOWN
              ? `  … and ${items.length - NAMES_SHOWN} more ${what}`
              : [],
          )
      : [];
  return [
    `${sourceId}: ${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged, ${leftOut.length} left out.`,
    ...list("added", added),
    ...list("changed", changed),
    ...list("removed", removed),
    ...leftOut
      .slice(0, NAMES_SHOWN)
      .map(
        ({ itemId, title, because }) =>
          `  left out ${itemId}  ${title}: ${because}`,
      ),
    ...(leftOut.length > NAMES_SHOWN
      ? [
          `  … and ${leftOut.length - NAMES_SHOWN} more left out (--json has all)`,
        ]
      : []),
    dryRun
      ? "Nothing was kept: this was a dry run."
      : "A candidate until: npx heed release create",
  ];
}
