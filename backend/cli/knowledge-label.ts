import { setLabels, type Labels } from "../imports/labels.ts";
import {
  CommandError,
  textOption,
  type Command,
  type Input,
} from "./command.ts";
import { dateOption } from "./knowledge-import.ts";
import { timeZoneOf } from "./time-zone.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** Takes back one thing that a label said: `--owner none`. */
const NONE = "none";

/**
 * `heed knowledge label ID`: an owner, dates or an audience for what was imported, which its source cannot say. It
 * outlasts every later import. ID is one document, or the beginning of many.
 */
export const knowledgeLabel: Command = {
  name: "knowledge label",
  usage:
    "ID [--owner NAME] [--effective-from DATE] [--effective-until DATE] [--review-by DATE] [--audience public|internal] [--product NAME] [--locale LOCALE] [--intents ID,ID] [--clear]",
  summary:
    "say who owns an imported document, and when it holds; live with the next release",
  options: {
    ...workspaceOption,
    owner: { type: "string" },
    "effective-from": { type: "string" },
    "effective-until": { type: "string" },
    "review-by": { type: "string" },
    audience: { type: "string" },
    product: { type: "string" },
    locale: { type: "string" },
    intents: { type: "string" },
    clear: { type: "boolean" },
  },
  words: 1,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { workspaceId } = await workspaceOf(input, backend);
      const [documentId = ""] = input.words;
      if (!documentId.includes(":"))
        throw new CommandError(
          `${documentId} is not imported. Labels are for imported documents (npx heed knowledge sources); a pack's own say it in their front matter.`,
        );
      const labels = input.options["clear"]
        ? null
        : labelsOf(input, await timeZoneOf(backend, workspaceId));
      const after = await setLabels(
        backend.database,
        workspaceId,
        documentId,
        labels,
        backend.clock(),
      );
      return {
        exitCode: 0,
        json: { ok: true, workspaceId, documentId, labels: after },
        lines: [
          `${documentId}: ${
            Object.entries(after)
              .map(([key, value]) => `${key} ${String(value ?? NONE)}`)
              .join(", ") || "no labels"
          }.`,
          "A candidate until: npx heed release create",
        ],
      };
    },
  },
};

function labelsOf(input: Input, timeZone: string): Labels {
  const labels: Labels = {};
  const isNone = (name: string) => textOption(input, name) === NONE;
  for (const name of ["owner", "product", "locale"] as const) {
    const text = textOption(input, name);
    if (text !== null) labels[name] = text === NONE ? null : text;
  }
  for (const [name, key] of [
    ["effective-from", "effectiveFrom"],
    ["effective-until", "effectiveUntil"],
    ["review-by", "reviewBy"],
  ] as const) {
    if (isNone(name)) labels[key] = null;
    else if (textOption(input, name) !== null)
      labels[key] = dateOption(input, name, timeZone);
  }
  const audience = textOption(input, "audience");
  if (audience === "public" || audience === "internal")
    labels.audience = audience;
  else if (audience !== null)
    throw new CommandError(
      `--audience takes public or internal, not "${audience}".`,
    );
  const intents = textOption(input, "intents");
  if (intents !== null)
    labels.intents = intents
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== "" && one !== NONE);
  const { effectiveFrom, effectiveUntil } = labels;
  if (effectiveFrom && effectiveUntil && effectiveUntil <= effectiveFrom)
    throw new CommandError("--effective-until is not after --effective-from.");
  if (Object.keys(labels).length === 0)
    throw new CommandError(
      "What shall be said? Add --owner, --effective-from, --effective-until, --review-by, --audience, --product, --locale or --intents, or --clear.",
    );
  return labels;
}
