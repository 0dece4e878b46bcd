import { readAdapters, type AdapterReport } from "../signals/adapter-counts.ts";
import type { Command } from "./command.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

const DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

/** `heed adapters`: by which routes tickets were read and drafts inserted, and what failed. */
export const adapters: Command = {
  name: "adapters",
  usage: "[--workspace ID]",
  summary:
    "how reading, inserting and the page's check fared in the last 7 days, by helpdesk and version",
  options: workspaceOption,
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { workspaceId } = await workspaceOf(input, backend);
      const now = backend.clock().getTime();
      // Today is one of them.
      const from = dayOf(now - (DAYS - 1) * DAY_MS);
      const to = dayOf(now);
      const reports = await readAdapters(backend.database, workspaceId, from);
      return {
        exitCode: 0,
        json: { ok: true, workspaceId, from, to, adapters: reports },
        lines:
          reports.length === 0
            ? [`Nothing was counted from ${from} to ${to} (UTC).`]
            : [`${from} to ${to} (UTC)`, ...reports.flatMap(linesOf)],
      };
    },
  },
};

function linesOf({
  helpdesk,
  extensionVersion,
  readings,
  inserts,
  checks,
  missing,
  selectors,
}: AdapterReport): string[] {
  return [
    `${helpdesk}, Heed ${extensionVersion}`,
    ...table("readings", readings),
    ...table("inserts", inserts),
    ...table("checks of the page", checks),
    ...table("checks that lacked", missing),
    ...table("checks that needed a later selector", selectors),
  ];
}

function table(
  title: string,
  { of, rows }: AdapterReport["readings"],
): string[] {
  return [
    `  ${title} (n = ${of})${rows.length === 0 ? ": none" : ""}`,
    ...rows.map(({ name, position, n, share }) => {
      const words = name.replaceAll("_", " ");
      const what = position > 0 ? `${words}, number ${position + 1}` : words;
      return `    ${what.padEnd(40)} ${String(n).padStart(7)} ${(share * 100).toFixed(1).padStart(6)} %`;
    }),
  ];
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
