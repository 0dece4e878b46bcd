import type { ParseArgsConfig } from "node:util";
import type {
  KnowledgeDocument,
  Template,
} from "../../src/domain/policy-pack.ts";
import type { Patience } from "../helpdesks/patient-fetch.ts";
import type { DocumentDefaults } from "./document-defaults.ts";

/** One kind of place that knowledge comes from. One file each, with its line in index.ts. */
export interface Connector {
  /** The word after `heed knowledge import`, and the beginning of a source's id. */
  name: string;
  /** What follows the name on the command line. */
  usage: string;
  summary: string;
  options: NonNullable<ParseArgsConfig["options"]>;
  /** How many words beside the options. */
  words: number;
  /** The environment variables it reads, secrets among them: they never travel as arguments. */
  variables: string[];
  /** Throws ImportError or HelpdeskError. */
  open(request: OpenRequest): Promise<Source>;
}

export interface OpenRequest {
  words: string[];
  options: Record<string, string | boolean | undefined>;
  environment: Record<string, string | undefined>;
  /** Relative folders are meant from here. */
  workingDirectory: string;
  defaults: DocumentDefaults;
  /** When the newest import of a source that finished had begun; null: none did. */
  readUpTo(sourceId: string): Promise<Date | null>;
  /** A line for the person who waits. */
  progress: (line: string) => void;
  /** How long a cut connection is given, where not the usual time. */
  patience?: Pick<Patience, "pauseMs">;
}

/** A place that is open, and what will be read of it. */
export interface Source {
  /** `zendesk:acme` */
  sourceId: string;
  /** What decides which items are read and how; no secrets. An import goes on only where an equal one stopped. */
  settings: Record<string, unknown>;
  /** complete: what it does not bring is gone. changes: what it does not bring is as it was. */
  coverage: "complete" | "changes";
  /** `cursor` null: the first page. Throws HelpdeskError or ImportError. */
  read(cursor: unknown): Promise<Page>;
}

export interface Page {
  items: Item[];
  /** Where the next page begins, as JSON; null: this was the last. */
  next: unknown;
  /** How many items there are in all, where the source says so. */
  total: number | null;
  /** It was read before, on purpose: items that are known already do not mean that the source goes in circles. */
  rereads?: boolean;
  /** What was read so far counts no more: the list changed, and is read from the beginning. */
  startsOver?: boolean;
}

/** A thing of the source: with its content, or with the reason why it is left out, or gone. */
export type Item = { itemId: string; title: string } & (
  | { state: "content"; content: ImportedContent }
  | { state: "left_out"; because: string }
  | { state: "gone" }
);

export type ImportedContent =
  | { kind: "document"; document: KnowledgeDocument }
  | { kind: "template"; template: Template };

/** Ends an import. The message is one line for the person at the command line. */
export class ImportError extends Error {
  override name = "ImportError";
}
