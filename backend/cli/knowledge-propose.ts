import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Ticket } from "../../src/domain/ticket.ts";
import {
  intercomOf,
  intercomOptions,
  INTERCOM_VARIABLES,
} from "../imports/intercom-account.ts";
import { accountOf, ZENDESK_VARIABLES } from "../imports/zendesk-account.ts";
import { closedConversations } from "../past/intercom-past.ts";
import { createPastKeeper } from "../past/keep-past.ts";
import { propose, type ReadTicket } from "../past/propose.ts";
import { readTicket } from "../past/read-ticket.ts";
import { solvedTickets, type SolvedTicket } from "../past/zendesk-past.ts";
import { writeProposals } from "../packs/proposals.ts";
import {
  CommandError,
  textOption,
  type Command,
  type Input,
} from "./command.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

const LAST = 200;
const MOST = 5_000;
const TOLD_EVERY = 25;

/**
 * `heed knowledge propose`: what solved tickets suggest for the pack, as a file to tick. Of Zendesk's, subject and first
 * question are kept, redacted, so that a solved ticket like an open one can be found. Intercom can't be asked whether an
 * agent may read a conversation, so none would ever be shown, and none is kept.
 */
export const knowledgePropose: Command = {
  name: "knowledge propose",
  usage:
    "--subdomain NAME | --from intercom [--region us|eu|au] [--last 200] [--out proposals.yaml]",
  summary:
    "read solved Zendesk tickets or closed Intercom conversations, and propose intents, missing documents and templates (HEED_ZENDESK_EMAIL, HEED_ZENDESK_TOKEN; HEED_INTERCOM_TOKEN)",
  options: {
    ...workspaceOption,
    ...intercomOptions,
    from: { type: "string" },
    subdomain: { type: "string" },
    last: { type: "string" },
    out: { type: "string" },
  },
  words: 0,
  variables: [...ZENDESK_VARIABLES, ...INTERCOM_VARIABLES],
  work: {
    needs: "backend",
    async run(input, backend) {
      const last = Number(textOption(input, "last") ?? LAST);
      if (!Number.isInteger(last) || last < 1 || last > MOST)
        throw new CommandError(`--last takes a number from 1 to ${MOST}.`);
      const out = resolve(
        input.workingDirectory,
        textOption(input, "out") ?? "proposals.yaml",
      );
      const { workspaceId } = await workspaceOf(input, backend);
      const live = await backend.live.current(workspaceId);
      const tickets = await solvedFrom(input, last, backend.clock());
      const keeper = createPastKeeper(
        backend.database,
        workspaceId,
        live?.embedder ?? null,
        backend.clock,
      );
      const read: ReadTicket[] = [];
      for await (const { ticket: raw, solvedAt } of tickets) {
        const one = await readTicket(live, raw, backend.clock());
        read.push(one);
        if (one.ticket.helpdesk === "zendesk")
          await keeper.add(one.ticket, solvedAt);
        if (read.length % TOLD_EVERY === 0)
          input.progress(`${read.length} of at most ${last} tickets read.`);
      }
      const kept = await keeper.finish();
      const proposals = propose(read);
      writeFileSync(out, writeProposals(proposals));
      const { intents, questions, replies } = proposals;
      return {
        exitCode: 0,
        json: { ok: true, file: out, tickets: read.length, kept, ...proposals },
        lines: [
          `${read.length} solved tickets: ${intents.length} intents, ${questions.length} questions without a source, ${replies.length} replies that recur.`,
          kept === 0
            ? "None is kept."
            : `${kept} are kept (redacted: subject and first question), so that agents are shown solved tickets like theirs.`,
          `Read ${out}, tick what you want, then: npx heed knowledge accept ${out} PACK_DIR --approved-by NAME`,
        ],
      };
    },
  },
};

/** Zendesk unless told, as ever. */
async function solvedFrom(
  input: Input,
  last: number,
  now: Date,
): Promise<AsyncIterable<SolvedTicket>> {
  const from = textOption(input, "from") ?? "zendesk";
  if (from === "intercom") {
    const { reader, workspace } = await intercomOf(input);
    return undated(closedConversations(reader, workspace, last, now));
  }
  if (from !== "zendesk")
    throw new CommandError(`--from takes zendesk or intercom, not "${from}".`);
  const { client, subdomain } = accountOf(input);
  return solvedTickets(client, subdomain, last);
}

async function* undated(
  tickets: AsyncIterable<Ticket>,
): AsyncGenerator<SolvedTicket> {
  for await (const ticket of tickets) yield { ticket, solvedAt: null };
}
