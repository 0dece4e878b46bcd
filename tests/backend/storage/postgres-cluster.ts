import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Debian puts the programs that are not for everyday use. */
const BINARIES = "/usr/lib/postgresql/15/bin";

export interface PostgresCluster {
  /** For a role and a database; every role may log in without a password over the socket. */
  url(role: string, database: string): string;
  stop(): void;
}

/**
 * A throwaway PostgreSQL 15 server that listens on a socket in its own folder, so it can meet no other. Without the
 * programs it fails: a suite that skips PostgreSQL would say that it works there.
 */
export function startPostgres(): PostgresCluster {
  if (!existsSync(join(BINARIES, "initdb")))
    throw new Error(
      `PostgreSQL 15 is not installed (no ${BINARIES}/initdb). On Debian: apt-get install postgresql-15.`,
    );
  const folder = mkdtempSync(join(tmpdir(), "heed-postgres-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, idOf("-u"), idOf("-g"));
  // The server refuses to run as root.
  const run = (program: string, ...options: string[]) => {
    const call = [join(BINARIES, program), ...options];
    const [file = "", ...rest] = isRoot
      ? ["runuser", "-u", "postgres", "--", ...call]
      : call;
    // Not to a pipe: the server inherits it, and the call would wait for the server's end.
    execFileSync(file, rest, { stdio: "ignore", cwd: folder });
  };
  const data = join(folder, "data");
  run(
    "initdb",
    "-D",
    data,
    "-U",
    "postgres",
    "--auth=trust",
    "--no-sync",
    "--no-locale",
    "-E",
    "UTF8",
  );
  run(
    "pg_ctl",
    ...["-D", data, "-w", "-l", join(folder, "log")],
    ...[
      "-o",
      `-k ${folder} -c listen_addresses='' -c fsync=off -c shared_buffers=16MB`,
    ],
    "start",
  );
  return {
    url: (role, database) =>
      `postgresql://${role}@localhost/${database}?host=${encodeURIComponent(folder)}`,
    stop() {
      run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idOf(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
}
