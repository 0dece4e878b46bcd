import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  changeAccess,
  connectAccount,
  linkAgent,
  listAccounts,
  listChanges,
  tokenOf,
  type Account,
} from "../helpdesks/intercom/accounts.ts";
import {
  IntercomError,
  openIntercom,
  REGIONS,
  type Region,
} from "../helpdesks/intercom/client.ts";
import { ACCESS_RULES } from "../helpdesks/intercom/may-read.ts";
import type { Backend } from "../main.ts";
import {
  CommandError,
  textOption,
  type Command,
  type Input,
} from "./command.ts";
import { memberNamed } from "./member-option.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** `heed intercom connect`: the token is tried, sealed and kept. From a file: arguments are seen by every process. */
const intercomConnect: Command = {
  name: "intercom connect",
  usage: "--token-file FILE [--region us|eu|au] [--workspace ID]",
  summary:
    "read conversations from an Intercom workspace with its access token",
  options: {
    "token-file": { type: "string" },
    region: { type: "string" },
    ...workspaceOption,
  },
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { database, clock, config } = backend;
      const key = keyOf(backend);
      const token = readToken(input);
      const region = regionOf(textOption(input, "region") ?? "us");
      const { workspaceId } = await workspaceOf(input, backend);
      const { appId, name } = await asking(() =>
        openIntercom(token, region, config.intercomApi).account(),
      );
      await connectAccount(
        database,
        workspaceId,
        { appId, name, region },
        token,
        key,
        clock(),
      );
      return {
        exitCode: 0,
        json: { workspaceId, appId, name, region },
        lines: [
          `Connected to the Intercom workspace ${name} (${appId}).`,
          "Next, say who is who: npx heed intercom link --name NAME --teammate EMAIL",
        ],
      };
    },
  },
};

/** `heed intercom link`: which teammate a member is. Without it no conversation is given to them. */
const intercomLink: Command = {
  name: "intercom link",
  usage: "--name NAME --teammate EMAIL|ID [--app ID] [--workspace ID]",
  summary: "say which Intercom teammate a member is",
  options: {
    name: { type: "string" },
    teammate: { type: "string" },
    app: { type: "string" },
    ...workspaceOption,
  },
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { database, clock, config } = backend;
      const wanted = textOption(input, "teammate");
      const name = textOption(input, "name");
      if (!name || !wanted)
        throw new CommandError(
          "Who is who? Add --name NAME (see: npx heed members) and --teammate EMAIL.",
        );
      const { workspaceId } = await workspaceOf(input, backend);
      const account = await accountOf(input, backend, workspaceId);
      const { memberId } = await memberNamed(backend, workspaceId, name);
      const { appId, region } = account;
      const token = await tokenOf(database, workspaceId, appId, keyOf(backend));
      if (!token)
        throw new CommandError(
          "The access token was sealed with another HEED_SECRET_KEY. Connect again: npx heed intercom connect --token-file FILE.",
        );
      const teammates = await asking(() =>
        openIntercom(token, region, config.intercomApi).teammates(),
      );
      const teammate = teammates.find(
        ({ adminId, email }) =>
          adminId === wanted || email?.toLowerCase() === wanted.toLowerCase(),
      );
      if (!teammate)
        throw new CommandError(
          `Intercom has no teammate ${wanted}. Use the e-mail address under Settings > Teammates.`,
        );
      await linkAgent(
        database,
        workspaceId,
        appId,
        memberId,
        teammate,
        clock(),
      );
      return {
        exitCode: 0,
        json: { workspaceId, appId, memberId, adminId: teammate.adminId },
        lines: [`${name} is ${teammate.name} in Intercom.`],
      };
    },
  },
};

/** `heed intercom access`: who is given which conversations, and who changed that. */
const intercomAccess: Command = {
  name: "intercom access",
  usage: "[--rule involved|everyone] [--app ID] [--workspace ID]",
  summary:
    "who may read a conversation: those involved in it, or every linked agent",
  options: {
    rule: { type: "string" },
    app: { type: "string" },
    ...workspaceOption,
  },
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { database, clock } = backend;
      const { workspaceId } = await workspaceOf(input, backend);
      const account = await accountOf(input, backend, workspaceId);
      const said = textOption(input, "rule");
      const rule = ACCESS_RULES.find((it) => it === said) ?? null;
      if (said !== null && rule === null)
        throw new CommandError(
          `There is no rule ${said}. Rules: involved (participants, the assignee and their team), everyone (every linked agent).`,
        );
      if (rule !== null && rule !== account.access)
        await changeAccess(database, workspaceId, account, rule, clock());
      const access = rule ?? account.access;
      const { appId } = account;
      const changes = await listChanges(database, workspaceId, appId);
      return {
        exitCode: 0,
        json: { workspaceId, appId, access, changes },
        lines: [
          `${appId}: ${access === "everyone" ? "every linked agent may read every conversation" : "a conversation is for its participants, its assignee and its team"}.`,
          ...changes.map(
            ({ change, detail, changedAt }) =>
              `  ${changedAt.toISOString()}  ${change}  ${JSON.stringify(detail)}`,
          ),
        ],
      };
    },
  },
};

export const intercomCommands: Command[] = [
  intercomConnect,
  intercomLink,
  intercomAccess,
];

function keyOf({ config }: Backend): Buffer {
  if (!config.secretKey)
    throw new CommandError(
      "Access tokens are kept sealed: start the backend with HEED_SECRET_KEY (openssl rand -hex 32), and keep that key.",
    );
  return config.secretKey;
}

function readToken(input: Input): string {
  const file = textOption(input, "token-file");
  if (!file)
    throw new CommandError(
      "Where is the access token? Write it to a file and add --token-file FILE.",
    );
  let token: string;
  try {
    token = readFileSync(resolve(input.workingDirectory, file), "utf8").trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(`${file} cannot be read (${code}).`);
  }
  if (!/^[\x21-\x7e]{8,500}$/.test(token))
    throw new CommandError(
      `${file} does not hold an access token: one line without spaces.`,
    );
  return token;
}

function regionOf(text: string): Region {
  const region = REGIONS.find((it) => it === text);
  if (!region)
    throw new CommandError(
      `There is no region ${text}. Regions: ${REGIONS.join(", ")}.`,
    );
  return region;
}

async function accountOf(
  input: Input,
  { database }: Backend,
  workspaceId: string,
): Promise<Account> {
  const wanted = textOption(input, "app");
  const accounts = await listAccounts(database, workspaceId);
  const fitting = accounts.filter(
    ({ appId }) => wanted === null || appId === wanted,
  );
  const [only, another] = fitting;
  if (only && !another) return only;
  const names = accounts.map(({ appId, name }) => `${appId} (${name})`);
  throw new CommandError(
    names.length === 0
      ? "No Intercom workspace is connected: npx heed intercom connect --token-file FILE."
      : `Which Intercom workspace? Add --app ID: ${names.join(", ")}.`,
  );
}

async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof IntercomError)) throw error;
    throw new CommandError(
      error.kind === "token_refused"
        ? "Intercom does not accept this access token. Check it, and --region, in Intercom's Developer Hub."
        : error.kind === "unreachable"
          ? "Intercom's API cannot be reached. Check the network, and HEED_INTERCOM_API if it is set."
          : `Intercom did not give what was asked for (${error.kind}). Check the token's permissions: it needs to read conversations, admins and teams.`,
    );
  }
}
