import type { LiveKnowledge } from "../pipeline/live-knowledge.ts";
import { understand } from "../pipeline/understand.ts";
import { candidatesFor } from "../retrieval/candidates.ts";
import { inOrder } from "../retrieval/in-order.ts";
import {
  buildLexicalIndex,
  lexicalScores,
} from "../retrieval/lexical-index.ts";
import type { Query } from "../retrieval/query.ts";
import { respelled } from "../retrieval/respelled.ts";
import { plainBm25 } from "./plain-bm25.ts";
import { ticketOfQuestion } from "./ticket-of-question.ts";

export interface Task {
  id: string;
  text: string;
  needed: Set<string>;
}

/** Heed's own way, the floor, and Heed with its parts left out. */
export type Way =
  | "heed"
  | "floor"
  | "ownWords"
  | "passages"
  | "query"
  | "spelling"
  | "documents";

/** Enough passages for the first twenty documents, however many of them one document has. */
const DEPTH = 200;
const NOW = new Date("2026-01-01T00:00:00.000Z");

/** Document ids, best first, for each way. */
export function rankings(
  live: LiveKnowledge,
  idOf: (documentId: string) => string,
  documents: readonly { id: string; title: string; content: string }[],
) {
  const { passages } = live.passages;
  const plain = plainBm25(
    documents.map(({ title, content }) => `${title}\n${content}`),
  );
  const whole = wholeDocuments(live);
  const all = everything(passages.length);
  const documentsOf = (places: number[]) => [
    ...new Set(places.map((at) => idOf(passages[at]?.documentId ?? ""))),
  ];
  return async ({ id, text }: Task): Promise<Record<Way, string[]>> => {
    const ticket = ticketOfQuestion(id, text, NOW.toISOString());
    const { query } = await understand(live, ticket, null, null);
    const ids = documents.map((one) => one.id);
    const byPlain = best(plain(text)).map((at) => ids[at] ?? "");
    if (!query)
      return {
        heed: [],
        floor: byPlain,
        ownWords: [],
        passages: [],
        query: [],
        spelling: [],
        documents: [],
      };
    const once = new Map([...query.terms.keys()].map((term) => [term, 1]));
    const unweighted = lexicalScores(live.passages.lexical, once, all);
    const weighted = lexicalScores(live.passages.lexical, query.terms, all);
    const spelled = lexicalScores(
      live.passages.lexical,
      respelled(live.passages.lexical, query).terms,
      all,
    );
    return {
      heed: heedsOwn(live, query).map(idOf),
      floor: byPlain,
      ownWords: best(
        lexicalScores(whole.index, once, everything(whole.ids.length)),
      ).map((at) => idOf(whole.ids[at] ?? "")),
      passages: documentsOf(best(unweighted)),
      query: documentsOf(best(weighted)),
      spelling: documentsOf(best(spelled)),
      documents: documentsOf(
        inOrder(
          passages,
          new Map(
            best(spelled)
              .slice(0, DEPTH)
              .map((at) => [at, spelled[at] ?? 0]),
          ),
        ),
      ),
    };
  };
}

function everything(size: number) {
  const mask = new Uint8Array(size).fill(1);
  return { places: Int32Array.from(mask.keys()), mask };
}

/** What an internal brief is made from: everything in force, best first. */
function heedsOwn(live: LiveKnowledge, query: Query): string[] {
  const found = candidatesFor(
    live.passages,
    query,
    { now: NOW, audience: "internal", locale: null },
    { limit: DEPTH },
  );
  return [...new Set(found.map(({ passage }) => passage.documentId))];
}

/** The documents as if nothing had been cut into passages. */
function wholeDocuments({ passages: { passages } }: LiveKnowledge) {
  const texts = new Map<string, { heading: string; body: string }>();
  for (const { documentId, title, text } of passages) {
    const known = texts.get(documentId);
    if (known) known.body += `\n${text}`;
    else texts.set(documentId, { heading: title, body: text });
  }
  return {
    ids: [...texts.keys()],
    index: buildLexicalIndex([...texts.values()]),
  };
}

/** Places by score, best first; what scores nothing is not found. */
function best(scores: Float32Array | Float64Array): number[] {
  return [...scores.keys()]
    .filter((at) => (scores[at] ?? 0) > 0)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}
