import * as z from "zod";
import { readJsonLines } from "./read-rows.ts";

/** One conversation of tau-bench, in either of the forms it comes in. */
export interface Conversation {
  /** 1: the task was done; null: the file does not say. */
  reward: number | null;
  turns: { role: "customer" | "agent" | "tool"; text: string }[];
  /** What the agent entered in the tools, as text. */
  entered: string;
  toolCalls: ToolCall[];
  goldActions: ToolCall[];
  /** What the customer was told to want; null: the file does not say. */
  instruction: string | null;
}
export type ToolCall = z.infer<typeof toolCall>;

const toolCall = z.object({
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()).default({}),
});
const goldAction = z.object({
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()).optional(),
  kwargs: z.record(z.string(), z.unknown()).optional(),
});
const row = z.union([
  z.object({
    reward: z.number(),
    turns: z.array(z.object({ role: z.string(), text: z.string().nullable() })),
    tool_calls: z.array(toolCall).default([]),
    gold_actions: z.array(goldAction).default([]),
    instruction: z.string().nullable().default(null),
  }),
  z.object({ messages_display: z.string() }),
]);

const ROLES = { user: "customer", assistant: "agent", tool: "tool" } as const;
/** The customer's part ends with it; nobody would write it. */
const STOP = /\s*###\w+###\s*/g;

export function readConversations(file: unknown): Conversation[] {
  return readJsonLines("conversations", file, row).map((it) =>
    "turns" in it
      ? {
          reward: it.reward,
          turns: it.turns.flatMap(({ role, text }) => turnOf(role, text ?? "")),
          entered: JSON.stringify(
            it.tool_calls.map((call) => Object.values(call.arguments)),
          ),
          toolCalls: it.tool_calls,
          goldActions: it.gold_actions.map((action) => ({
            name: action.name,
            arguments: action.arguments ?? action.kwargs ?? {},
          })),
          instruction: it.instruction,
        }
      : {
          reward: null,
          turns: it.messages_display
            .split(/\n(?=(?:user|assistant|tool): )/)
            .flatMap((message) => {
              const at = message.indexOf(": ");
              return turnOf(message.slice(0, at), message.slice(at + 2));
            }),
          entered: "",
          toolCalls: [],
          goldActions: [],
          instruction: null,
        },
  );
}

function turnOf(role: string, said: string): Conversation["turns"] {
  const known = ROLES[role as keyof typeof ROLES] as
    Conversation["turns"][number]["role"] | undefined;
  const text = said.replace(STOP, " ").trim();
  return known === undefined || text === "" || text === "None"
    ? []
    : [{ role: known, text }];
}
