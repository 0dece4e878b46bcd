import { rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import type { Result } from "./command.ts";
import { CommandError } from "./command.ts";
import { explain } from "./explain.ts";

/**
 * The embedded database belongs to one process. So a command typed while `heed serve` runs is carried out there: one
 * line of JSON each way over a socket in the data directory. Who may open that folder (mode 0700) may give commands.
 */
type Request = { argv: string[]; workingDirectory: string };
type Answer = { result: Result } | { trouble: string };

/** Longer paths do not fit a socket's address (107 bytes on Linux, 103 on macOS). */
const MAX_PATH_BYTES = 100;

/** Resolves to the function that closes it. Where sockets can't have a path, there is none, and commands say so. */
export async function serveControl(
  dataDir: string,
  run: (argv: string[], workingDirectory: string) => Promise<Result>,
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

async function answer(
  socket: Socket,
  run: (argv: string[], workingDirectory: string) => Promise<Result>,
): Promise<void> {
  // A person who stops waiting is no error of the backend's.
  socket.on("error", () => {});
  let reply: Answer;
  try {
    const { argv, workingDirectory } = JSON.parse(
      await readAll(socket),
    ) as Request;
    reply = { result: await run(argv, workingDirectory) };
  } catch (error) {
    reply = { trouble: explain(error) };
  }
  socket.end(JSON.stringify(reply));
}

/** Has the running backend carry out a command. null: it can't be asked. */
export async function askRunning(
  dataDir: string,
  request: Request,
): Promise<Result | null> {
  const path = pathIn(dataDir);
  const socket = path && (await connectTo(path));
  if (!socket) return null;
  socket.end(JSON.stringify(request));
  const text = await readAll(socket);
  if (text === "")
    throw new CommandError("The running backend stopped before it answered.");
  const reply = JSON.parse(text) as Answer;
  if ("trouble" in reply) throw new CommandError(reply.trouble);
  return reply.result;
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
