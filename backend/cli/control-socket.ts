import { rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Result } from "./command.ts";
import { CommandError } from "./command.ts";
import { explain } from "./explain.ts";

/**
 * The embedded database belongs to one process. So a command typed while `heed serve` runs is carried out there: one
 * line of JSON with the command, then lines of progress and one with its result, over a socket in the data directory.
 * Who may open that folder (mode 0700) may give commands.
 */
interface Request {
  argv: string[];
  workingDirectory: string;
  environment: Record<string, string | undefined>;
  userName: string;
}
type Line = { progress: string } | { result: Result } | { trouble: string };
/** Carries out a command. */
type Run = (
  request: Request,
  progress: (line: string) => void,
) => Promise<Result>;

/** Longer paths do not fit a socket's address (107 bytes on Linux, 103 on macOS). */
const MAX_PATH_BYTES = 100;

/** Resolves to the function that closes it. Where sockets can't have a path, there is none, and commands say so. */
export async function serveControl(
  dataDir: string,
  run: Run,
): Promise<() => Promise<void>> {
  const path = pathIn(dataDir);
  if (!path) return () => Promise.resolve();
  // Ours by the data directory's lock; a killed backend leaves it behind.
  rmSync(path, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    void answer(socket, run);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  return () => new Promise((resolve) => server.close(() => resolve()));
}

async function answer(socket: Socket, run: Run): Promise<void> {
  // A person who stops waiting is no error of the backend's.
  socket.on("error", () => {});
  const say = (line: Line) => {
    if (socket.writable) socket.write(`${JSON.stringify(line)}\n`);
  };
  try {
    const request = JSON.parse(await readAll(socket)) as Request;
    say({ result: await run(request, (progress) => say({ progress })) });
  } catch (error) {
    say({ trouble: explain(error) });
  }
  socket.end();
}

/** Has the running backend carry out a command. null: it can't be asked. */
export async function askRunning(
  dataDir: string,
  request: Request,
  progress: (line: string) => void,
): Promise<Result | null> {
  const path = pathIn(dataDir);
  const socket = path && (await connectTo(path));
  if (!socket) return null;
  socket.end(JSON.stringify(request));
  for await (const text of createInterface({ input: socket })) {
    const line = JSON.parse(text) as Line;
    if ("result" in line) return line.result;
    if ("trouble" in line) throw new CommandError(line.trouble);
    progress(line.progress);
  }
  throw new CommandError("The running backend stopped before it answered.");
}

function connectTo(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ path, allowHalfOpen: true });
    socket.once("connect", () => resolve(socket));
    socket.once("error", () => resolve(null));
  });
}

/** Until the other side has said all. A `for await` would close our side with it. */
function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (part: string) => (text += part));
    socket.once("end", () => resolve(text));
    socket.once("error", reject);
    socket.once("close", () => resolve(text));
  });
}

function pathIn(dataDir: string): string | null {
  const path = join(dataDir, "control.sock");
  const fits = Buffer.byteLength(path) <= MAX_PATH_BYTES;
  return fits && process.platform !== "win32" ? path : null;
}
