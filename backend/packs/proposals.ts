import { parse, stringify } from "yaml";
import * as z from "zod";

/** What past tickets suggest for a pack, as a file that a person ticks. */
const proposals = z.object({
  intents: z.array(
    z.object({
      accept: z.boolean(),
      id: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
      name: z.string().min(1),
      tickets: z.number(),
      examples: z.array(z.string()),
    }),
  ),
  /** For reading: each wants a document. */
  questions: z.array(
    z.object({
      tickets: z.number(),
      question: z.string(),
      ticketIds: z.array(z.string()),
    }),
  ),
  replies: z.array(
    z.object({
      accept: z.boolean(),
      id: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
      tickets: z.number(),
      text: z.string().min(1),
    }),
  ),
});
export type Proposals = z.infer<typeof proposals>;

export function writeProposals(found: Proposals): string {
  return [
    "# What your solved tickets suggest. Change any text, tick what you want with accept: true, then:",
    "#   npx heed knowledge accept THIS_FILE PACK_DIR --approved-by NAME",
    "# Personal data was replaced before anything was compared. Questions without a source are for reading.",
    stringify(found, { lineWidth: 0 }),
  ].join("\n");
}

export function readProposals(text: string): Proposals | { trouble: string } {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    const [line = ""] = (error as Error).message.split("\n");
    return { trouble: line };
  }
  const read = proposals.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return { trouble: `${issue?.path.join(".") || "file"}: ${issue?.message}` };
}

/** Files of the pack with what was ticked. A new intent is high risk until a person says otherwise: then nothing is sent by it. */
export function acceptedFiles(
  { intents, replies }: Proposals,
  intentsYaml: string,
  approvedBy: string,
): Map<string, string> {
  const files = new Map<string, string>();
  const added = intents
    .filter(({ accept }) => accept)
    .map(({ id, name, examples }) => ({
      id,
      name,
      description: `${name}: proposed from solved tickets.`,
      risk: "high",
      examples,
    }));
  if (added.length > 0)
    files.set(
      "intents.yaml",
      `${intentsYaml.trimEnd()}\n\n# Proposed from solved tickets: describe them and choose their risk.\n${stringify(added, { lineWidth: 0 })}`,
    );
  for (const { id, text } of replies.filter(({ accept }) => accept))
    files.set(
      `templates/${id}.md`,
      `---\n${stringify({ id, intents: [], audience: "public", approvedBy })}---\n\n${text}\n`,
    );
  return files;
}
