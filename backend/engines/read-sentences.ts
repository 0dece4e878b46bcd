import * as z from "zod";

/** One sentence as a model writes it. `sources` are the marks of its passages: P1, P2, T1 … */
const modelSentence = z.object({
  text: z.string(),
  sources: z.array(z.string()).default([]),
  /** A number higher than that of the sentence before begins a paragraph. */
  paragraph: z.number().default(1),
});
export type ModelSentence = z.infer<typeof modelSentence>;

/** What a server is asked to hold the model to. All required, nothing optional: that is what strict mode takes. */
export const ANSWER_SCHEMA = {
  name: "reply",
  schema: {
    type: "object",
    additionalProperties: false,
    required: ["sentences"],
    properties: {
      sentences: {
        type: "array",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["text", "sources", "paragraph"],
          properties: {
            text: { type: "string" },
            sources: { type: "array", items: { type: "string" } },
            paragraph: { type: "integer" },
          },
        },
      },
    },
  },
};

/**
 * Finds the sentences in an answer while it is still being written: every `{…}` without another one in it, as soon as
 * its bracket closes. So the same reader takes `{"sentences":[…]}`, one object a line, and either inside a code fence.
 */
export function createSentenceReader() {
  let depthStart = -1;
  let isString = false;
  let isEscaped = false;
  let text = "";
  let at = 0;
  let isWrong = false;
  const open: number[] = [];

  return {
    /** The sentences that this part completes. */
    push(part: string): ModelSentence[] {
      text += part;
      const found: ModelSentence[] = [];
      for (; at < text.length; at++) {
        const character = text[at];
        if (isString) {
          if (isEscaped) isEscaped = false;
          else if (character === "\\") isEscaped = true;
          else if (character === '"') isString = false;
          continue;
        }
        // Outside of an object a quotation mark is prose around the answer.
        if (character === '"' && open.length > 0) isString = true;
        else if (character === "{") {
          open.push(at);
          depthStart = at;
        } else if (character === "}") {
          const start = open.pop();
          if (start === undefined || start !== depthStart) continue;
          depthStart = -1;
          const sentence = parsed(text.slice(start, at + 1));
          if (sentence) found.push(sentence);
          else if (sentence === undefined) isWrong = true;
        }
      }
      return found;
    },
    /** False: brackets stayed open, or an object was no sentence. Then nothing of the answer counts. */
    isWhole: () => !isWrong && open.length === 0 && !isString,
  };
}

/** null: an empty answer, `{"sentences":[]}`; undefined: something else. */
function parsed(json: string): ModelSentence | null | undefined {
  try {
    const value: unknown = JSON.parse(json);
    const read = modelSentence.safeParse(value);
    if (read.success) return read.data;
    return Array.isArray(Object(value).sentences) ? null : undefined;
  } catch {
    return undefined;
  }
}
