import {
  DataDirInUse,
  lockDataDir,
} from "../../../backend/storage/data-dir-lock.ts";

/** A process for data-dir-lock.test.ts: takes the lock, says so, and holds it until it is killed or told to let go. */
const [dataDir = "", startAt = "0"] = process.argv.slice(2);
// Racers start at one moment, after all of them have loaded.
await new Promise((resolve) =>
  setTimeout(resolve, Math.max(0, Number(startAt) - Date.now())),
);
try {
  const lock = await lockDataDir(dataDir);
  process.stdout.write("held\n");
  process.stdin.once("data", () => {
    lock.release();
    process.exit(0);
  });
} catch (error) {
  if (!(error instanceof DataDirInUse)) throw error;
  process.stdout.write(`refused ${error.pid}\n`);
}
