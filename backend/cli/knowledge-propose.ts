import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { accountOf, ZENDESK_VARIABLES } from "../imports/zendesk-account.ts";
import { propose, type ReadTicket } from "../past/propose.ts";
import { readTicket } from "../past/read-ticket.ts";
import { solvedTickets } from "../past/zendesk-past.ts";
import { writeProposals } from "../packs/proposals.ts";
import { CommandError, textOption, type Command } from "./command.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

const LAST = 200;
const MOST = 5_000;
const TOLD_EVERY = 25;

/** `heed knowledge propose`: what solved tickets suggest for the pack, as a file to tick. Nothing of a ticket is stored. */
export const knowledgePropose: Command = {
  name: "knowledge propose",
  usage: "--subdomain NAME [--last 200] [--out proposals.yaml]",
  summary:
    "read solved Zendesk tickets, and propose intents, missing documents and templates (HEED_ZENDESK_EMAIL, HEED_ZENDESK_TOKEN)",
  options: {
    ...workspaceOption,
    subdomain: { type: "string" },
    last: { type: "string" },
    out: { type: "string" },
  },
  words: 0,
  variables: ZENDESK_VARIABLES,
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
      const { client, subdomain } = accountOf(input);
      const read: ReadTicket[] = [];
      for await (const ticket of solvedTickets(client, subdomain, last)) {
        read.push(await readTicket(live, ticket, backend.clock()));
        if (read.length % TOLD_EVERY === 0)
          input.progress(`${read.length} of at most ${last} tickets read.`);
      }
      const proposals = propose(read);
      writeFileSync(out, writeProposals(proposals));
      const { intents, questions, replies } = proposals;
      return {
        exitCode: 0,
        json: { ok: true, file: out, tickets: read.length, ...proposals },
        lines: [
          `${read.length} solved tickets: ${intents.length} intents, ${questions.length} questions without a source, ${replies.length} replies that recur.`,
          `Read ${out}, tick what you want, then: npx heed knowledge accept ${out} PACK_DIR --approved-by NAME`,
        ],
      };
    },
  },
};
