import { addMember, listMembers, onlyWorkspace } from "../auth/members.ts";
import { createPairingCode } from "../auth/pairing.ts";
import { BACKEND_VERSION, readConfig } from "../config.ts";
import type { Backend } from "../main.ts";
import { createLog, logError } from "../routes/log-line.ts";
import type { Command } from "./command.ts";
import { serveControl } from "./control-socket.ts";
import { runIn } from "./run-command.ts";

/**
 * `heed serve`: the backend, until it is stopped. The first start makes an empty workspace, which abstains, and an
 * admin. As long as nobody is connected, every start prints a fresh pairing code. Logs go to the error output.
 */
export const serve: Command = {
  name: "serve",
  usage: "",
  summary:
    "run the backend (HEED_DATA_DIR or DATABASE_URL, HEED_HOST, HEED_PORT)",
  options: {},
  words: 0,
  work: {
    needs: "terminal",
    async run({ options, environment, workingDirectory }) {
      const config = readConfig(environment, workingDirectory);
      // Here, so that the other commands do not wait until all of it is loaded.
      const { listen, openBackend } = await import("../main.ts");
      const clock = () => new Date();
      const log = createLog((text) => process.stderr.write(text), clock);
      const backend = await openBackend(config, { clock, log });
      const closing: (() => Promise<void>)[] = [() => backend.close()];
      const stop = async (because: string) => {
        log({ event: "stopping", because });
        for (const close of closing.splice(0)) await close();
      };
      try {
        const started = await introduce(backend);
        if (config.databaseUrl === null)
          closing.unshift(
            await serveControl(config.dataDir, (request, progress) =>
              runIn({ ...request, progress }, backend),
            ),
          );
        const port = await listen(backend);
        closing.unshift(port.close);
        print(options["json"] === true, { address: port.address, ...started });
      } catch (error) {
        await stop("trouble at the start");
        throw error;
      }
      // Node would print the message, which may quote a ticket.
      process.on("uncaughtException", (error) => {
        logError(log, error);
        process.exit(1);
      });
      for (const signal of ["SIGINT", "SIGTERM"] as const)
        process.once(signal, () => {
          void stop(signal).then(
            () => process.exit(0),
            () => process.exit(1),
          );
        });
    },
  },
};

interface Started {
  workspaceId: string | null;
  releaseNumber: number | null;
  /** null: somebody is connected already. */
  pairing: { code: string; name: string; role: string } | null;
}

async function introduce(backend: Backend): Promise<Started> {
  const { database, live, clock } = backend;
  const workspace = await onlyWorkspace(database, clock());
  if (!workspace)
    return { workspaceId: null, releaseNumber: null, pairing: null };
  const { workspaceId } = workspace;
  const everyone = await listMembers(database, workspaceId, clock());
  const admin =
    everyone.find(({ role }) => role === "admin") ??
    (await addMember(
      database,
      workspaceId,
      { name: "Admin", role: "admin" },
      clock(),
    ));
  const isConnected = everyone.some(({ devices }) => devices > 0);
  const { memberId, name, role } = admin;
  return {
    workspaceId,
    releaseNumber: await live.numberOf(workspaceId),
    pairing: isConnected
      ? null
      : {
          name,
          role,
          code: (
            await createPairingCode(database, workspaceId, memberId, clock())
          ).code,
        },
  };
}

function print(asJson: boolean, it: Started & { address: string }): void {
  const { address, workspaceId, releaseNumber, pairing } = it;
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ ...it, pid: process.pid })}\n`);
    return;
  }
  const lines = [
    `Heed ${BACKEND_VERSION} answers at ${address}`,
    releaseNumber === null
      ? "No release yet: Heed abstains on every ticket and says so."
      : `Release ${releaseNumber} is live.`,
    "",
    "What to do next:",
    pairing
      ? `  - Connect a browser: open the extension's options page, type the address above and the code ${pairing.code} (${pairing.name}, once, within 15 minutes).`
      : "  - Connect another browser: npx heed pair --name NAME --role agent",
  ];
  if (releaseNumber === null && workspaceId !== null)
    lines.push(
      "  - Give it your policies: npx heed pack lint DIR, then npx heed release create DIR",
    );
  process.stdout.write(`${lines.join("\n")}\n`);
}
