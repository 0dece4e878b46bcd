import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { policyToPack } from "../../backend/packs/policy-to-pack.ts";
import { readPack } from "../../backend/packs/read-pack.ts";
import type { Helpdesk } from "../../src/domain/ticket.ts";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import { readTickets, type SandboxTicket } from "../sandbox/tickets.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");
export const USAGE = `npm run demo -- [--headless] [--json] [--browser NAME] [--helpdesk NAME] [--tickets FILE] [--pack DIR] [--limit N] [--out DIR]

  --headless      walk the loop without a window, and end with a report
  --json          print the report as one JSON object
  --browser NAME  chromium (default) or firefox
  --helpdesk NAME zendesk (default) or intercom
  --tickets FILE  JSONL: Heed's tickets, {text,intent} rows, or tau conversations (default: the sample tickets)
  --pack DIR      a policy pack, or one Markdown rule book (default: the sample pack)
  --limit N       the first N tickets only
  --out DIR       where screenshots go (default: build/demo)`;

export interface DemoArguments {
  headless: boolean;
  json: boolean;
  browser: "chromium" | "firefox";
  helpdesk: Helpdesk;
  tickets: SandboxTicket[];
  pack: PolicyPack;
  out: string;
}

/** For the person at the command line: one line that says what to mend. */
export class UsageError extends Error {
  override name = "UsageError";
}

export function readArguments(argv: string[]): DemoArguments | "help" {
  const { values } = parse(argv);
  if (values.help) return "help";
  const limit = values.limit === undefined ? Infinity : Number(values.limit);
  if (!(limit >= 1)) throw new UsageError("--limit must be a number from 1.");
  const { browser } = values;
  if (browser !== "chromium" && browser !== "firefox")
    throw new UsageError("--browser is chromium or firefox.");
  const { helpdesk } = values;
  if (helpdesk !== "zendesk" && helpdesk !== "intercom")
    throw new UsageError("--helpdesk is zendesk or intercom.");
  const ticketFile =
    values.tickets ?? join(ROOT, "assets/sample-tickets/tickets.jsonl");
  const tickets = readTicketFile(ticketFile).slice(0, limit);
  if (tickets.length === 0)
    throw new UsageError(`${ticketFile} has no tickets.`);
  return {
    headless: values.headless,
    json: values.json,
    browser,
    helpdesk,
    tickets,
    pack: readPackOrBook(values.pack ?? join(ROOT, "assets/sample-pack")),
    out: resolve(values.out ?? join(ROOT, "build/demo")),
  };
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      options: {
        headless: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        browser: { type: "string", default: "chromium" },
        helpdesk: { type: "string", default: "zendesk" },
        tickets: { type: "string" },
        pack: { type: "string" },
        limit: { type: "string" },
        out: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function readTicketFile(file: string): SandboxTicket[] {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  try {
    return readTickets(file);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readPackOrBook(path: string): PolicyPack {
  if (!existsSync(path)) throw new UsageError(`There is no pack at ${path}.`);
  if (path.endsWith(".md")) return policyToPack(readFileSync(path, "utf8"));
  const reading = readPack(path);
  if (reading.ok) return reading.pack;
  const errors = reading.errors.map(
    ({ file, line, message, mend }) =>
      `${file}:${line ?? 1}: ${message} ${mend}`,
  );
  throw new UsageError(`The pack at ${path} has errors:\n${errors.join("\n")}`);
}
