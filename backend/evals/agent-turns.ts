import type { Source } from "../../src/domain/suggestion.ts";
import { recheck } from "../../src/domain/recheck.ts";
import { splitSentences } from "../../src/domain/sentences.ts";
import { chunkDocument } from "../knowledge/chunk.ts";
import { readConversations, type Conversation } from "./conversations.ts";
import { SuiteError } from "./suite.ts";

export interface AgentTurn {
  text: string;
  /** What the agent had in front of them: the thread so far, and what the tools said. */
  before: string;
}

/** Turns of agents who did their task: a conversation with a reward below 1 has a mistake in it somewhere. */
export function readAgentTurns(file: unknown): AgentTurn[] {
  const turns = readConversations(file)
    .filter(({ reward }) => reward === null || reward === 1)
    .flatMap(turnsOf);
  if (turns.length === 0)
    throw new SuiteError("--conversations: no agent says anything in there.");
  return turns;
}

function turnsOf({ turns, entered }: Conversation): AgentTurn[] {
  return turns.flatMap(({ role, text }, at) =>
    role === "agent"
      ? [
          {
            text,
            before: [entered, ...turns.slice(0, at).map((it) => it.text)].join(
              "\n",
            ),
          },
        ]
      : [],
  );
}

/** The guard as the extension runs it on an agent's own words, with the whole rule book at hand. */
export function checkedSentences(
  turns: AgentTurn[],
  policy: string,
): { text: string; findings: string[] }[] {
  const sources = sourcesOf(policy);
  return turns.flatMap(({ text, before }) =>
    splitSentences(text).map((sentence) => ({
      text: sentence,
      findings: recheck(
        sentence,
        { destination: "public", paragraphs: [] },
        {
          sources,
          ticketText: before,
          customerLanguage: "en",
          now: "2026-01-01T00:00:00.000Z",
          guard: {
            settings: { disabled: [], commitments: [] },
            bannedPhrases: [],
            toneLimits: {},
          },
        },
      ).map(({ guardrail }) => guardrail),
    })),
  );
}

function sourcesOf(policy: string): Source[] {
  return chunkDocument({
    documentId: "policy",
    title: "Policy",
    owner: null,
    effectiveFrom: null,
    effectiveUntil: null,
    reviewBy: null,
    audience: "public",
    product: null,
    locale: null,
    sourceUrl: null,
    body: policy,
  }).map(({ text }, at) => ({
    sourceId: `policy-${at}`,
    documentId: "policy",
    title: "Policy",
    section: null,
    text,
    effectiveFrom: null,
    effectiveUntil: null,
    owner: null,
    audience: "public",
    url: null,
    score: 1,
  }));
}
