import { readConfig } from "../config.ts";
import { BACKEND_VERSION, openBackend } from "../main.ts";
import { DataDirInUse } from "../storage/data-dir-lock.ts";
import {
  CommandError,
  type Command,
  type Input,
  type Result,
} from "./command.ts";
import { askRunning } from "./control-socket.ts";
import { explain } from "./explain.ts";
import { commands } from "./index.ts";
import { findCommand, readInput } from "./run-command.ts";
import { serve } from "./serve.ts";

const everyCommand = [serve, ...commands];

/** `npx heed …`. Exit codes: 0 done, 1 the thing looked at has errors, 2 it could not be done, in one line. */
export async function main(argv: string[]): Promise<void> {
  const asJson = argv.includes("--json");
  try {
    const result = await run(argv);
    if (!result) return;
    const text = asJson ? JSON.stringify(result.json) : result.lines.join("\n");
    process.stdout.write(`${text}\n`);
    process.exitCode = result.exitCode;
  } catch (error) {
    const message = explain(error);
    if (asJson)
      process.stdout.write(
        `${JSON.stringify({ ok: false, error: message })}\n`,
      );
    else process.stderr.write(`heed: ${message}\n`);
    process.exitCode = 2;
  }
}

/** null: the command prints for itself. */
async function run(argv: string[]): Promise<Result | null> {
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
  const input = readInput(command, rest, process.cwd());
  const { work } = command;
  if (work.needs === "nothing") return work.run(input);
  if (work.needs === "backend") return runWithBackend(argv, input, work.run);
  await work.run(input);
  return null;
}

type BackendWork = Extract<Command["work"], { needs: "backend" }>["run"];

async function runWithBackend(
  argv: string[],
  input: Input,
  work: BackendWork,
): Promise<Result> {
  const config = readConfig(process.env, input.workingDirectory);
  let backend;
  try {
    backend = await openBackend(config);
  } catch (error) {
    const { workingDirectory } = input;
    const result =
      error instanceof DataDirInUse
        ? await askRunning(config.dataDir, { argv, workingDirectory })
        : null;
    if (result) return result;
    throw error;
  }
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
      "HEED_EMBEDDER (packaged, or hashing: no model).",
    ],
  };
}
