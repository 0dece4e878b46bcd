import type { DocumentDefaults } from "../../../backend/imports/document-defaults.ts";
import type {
  Connector,
  OpenRequest,
} from "../../../backend/imports/connector.ts";
import { readCandidate } from "../../../backend/imports/candidate.ts";
import { readUpTo } from "../../../backend/imports/import-store.ts";
import { runImport, tryImport } from "../../../backend/imports/run-import.ts";
import type { Database } from "../../../backend/storage/database.ts";
import { NOW } from "../examples.ts";

export const NOTHING_SAID: DocumentDefaults = {
  owner: null,
  audience: null,
  product: null,
  locale: null,
  effectiveFrom: null,
  reviewBy: null,
  timeZone: "Europe/Berlin",
};

/** A workspace's imports, as the command line runs them. */
export function importer(database: Database, workspaceId: string) {
  const lines: string[] = [];
  const open = (connector: Connector, request: Partial<OpenRequest> = {}) =>
    connector.open({
      words: [],
      options: {},
      environment: {},
      workingDirectory: "/",
      defaults: NOTHING_SAID,
      readUpTo: (sourceId) => readUpTo(database, { workspaceId, sourceId }),
      progress: (line) => lines.push(line),
      patience: { pauseMs: 5 },
      ...request,
    });
  return {
    lines,
    open,
    async run(
      connector: Connector,
      request: Partial<OpenRequest> = {},
      now: Date = NOW,
    ) {
      return runImport({
        database,
        workspaceId,
        source: await open(connector, request),
        now: () => now,
        progress: (line) => lines.push(line),
        restart: false,
      });
    },
    async dryRun(connector: Connector, request: Partial<OpenRequest> = {}) {
      return tryImport({
        database,
        workspaceId,
        source: await open(connector, request),
        progress: () => {},
      });
    },
    candidate: () => readCandidate(database, workspaceId),
  };
}
