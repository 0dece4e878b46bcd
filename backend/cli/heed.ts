import { BACKEND_VERSION, readConfig } from "../config.ts";
import {
  CommandError,
  type Command,
  type Input,
  type Result,
} from "./command.ts";
import { askRunning } from "./control-socket.ts";
import { explain } from "./explain.ts";
import { commands } from "./index.ts";
import { findCommand, readInput, type From } from "./run-command.ts";
import { serve } from "./serve.ts";
import { userName } from "./user-name.ts";

type BackendWork = Extract<Command["work"], { needs: "backend" }>["run"];

const everyCommand = [serve, ...commands];

export interface Printed {
  stdout: string;
  stderr: string;
  /** 0 done, 1 the thing looked at has errors, 2 it could not be done, said in one line. */
  exitCode: 0 | 1 | 2;
}

/** `npx heed …`, as a process. */
export async function main(argv: string[]): Promise<void> {
  const { stdout, stderr, exitCode } = await heed(argv, {
    workingDirectory: process.cwd(),
    environment: process.env,
    progress: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
}

/** `npx heed …`. Only `serve` prints for itself. */
export async function heed(
  argv: string[],
  given: Omit<From, "progress" | "userName"> & Partial<From>,
): Promise<Printed> {
  const from = { progress: () => {}, userName: userName(), ...given };
  const asJson = argv.includes("--json");
  try {
    const result = await run(argv, from);
    if (!result) return { stdout: "", stderr: "", exitCode: 0 };
    const text = asJson ? JSON.stringify(result.json) : result.lines.join("\n");
    return { stdout: `${text}\n`, stderr: "", exitCode: result.exitCode };
  } catch (thrown) {
    const error = explain(thrown);
    return asJson
      ? {
          stdout: `${JSON.stringify({ ok: false, error })}\n`,
          stderr: "",
          exitCode: 2,
        }
      : { stdout: "", stderr: `heed: ${error}\n`, exitCode: 2 };
  }
}

async function run(argv: string[], from: From): Promise<Result | null> {
  if (argv.length === 0 || argv.includes("--help") || argv.includes("-h"))
    return help();
  if (argv.includes("--version"))
    return {
      json: { version: BACKEND_VERSION },
      lines: [BACKEND_VERSION],
      exitCode: 0,
    };
  const found = findCommand(argv, everyCommand);
  if (!found) {
    const said = argv.filter((word) => !word.startsWith("-")).join(" ");
    throw new CommandError(
      `There is no command "${said}". See: npx heed --help`,
    );
  }
  const { command, rest } = found;
  const input = readInput(command, rest, from);
  const { work } = command;
  if (work.needs === "nothing") return work.run(input);
  if (work.needs === "backend")
    return runWithBackend(argv, input, command.variables ?? [], work.run);
  await work.run(input);
  return null;
}

/** In the backend that has the data directory, if one answers; else in one opened for it. */
async function runWithBackend(
  argv: string[],
  input: Input,
  variables: string[],
  work: BackendWork,
): Promise<Result> {
  const { environment, workingDirectory, userName, progress } = input;
  const config = readConfig(environment, workingDirectory);
  if (config.databaseUrl === null) {
    // The rest of the environment is the backend's, which has read it.
    const own = Object.fromEntries(
      variables.map((name) => [name, environment[name]]),
    );
    const request = { argv, workingDirectory, environment: own, userName };
    const result = await askRunning(config.dataDir, request, progress);
    if (result) return result;
  }
  const { openBackend } = await import("../main.ts");
  const backend = await openBackend(config);
  try {
    return await work(input, backend);
  } finally {
    await backend.close();
  }
}

function help(): Result {
  const rows = everyCommand.map(({ name, usage, summary }) => ({
    call: `npx heed ${name} ${usage}`.trim(),
    summary,
  }));
  return {
    exitCode: 0,
    json: { version: BACKEND_VERSION, commands: rows },
    lines: [
      `Heed ${BACKEND_VERSION}: a helpdesk copilot's backend`,
      "",
      ...rows.flatMap(({ call, summary }) => [`  ${call}`, `      ${summary}`]),
      "",
      "Every command takes --json. Settings come from the environment: HEED_DATA_DIR (default ./.heed) or",
      "DATABASE_URL; HEED_HOST (127.0.0.1), HEED_PORT (4370), HEED_TLS_CERT and HEED_TLS_KEY; HEED_TOKEN_DAYS (30);",
      "HEED_EMBEDDER (packaged, or hashing: no model); HEED_LLM_PRESET or HEED_LLM_BASE_URL, HEED_LLM_MODEL and",
      "HEED_LLM_API_KEY (a language model that drafts; npx heed llm check says what it can do);",
      "HEED_EMBED_BASE_URL, HEED_EMBED_MODEL and HEED_EMBED_API_KEY, or HEED_EMBED_DIR (another embedder).",
      "HEED_SECRET_KEY (64 hex digits) seals helpdesks' access tokens.",
    ],
  };
}
