import type { CDPSession } from "playwright-core";

/** What a page holds after a full collection, in bytes. */
export interface Heap {
  /** Everything but the other two: the script's objects and texts, the document's nodes. */
  heldBytes: number;
  /**
   * What the browser makes of a script that runs often: machine code, what that rests on, and its notes of both. It
   * grows for some hundred rounds of anything, until every function that runs is compiled, and it is no one's leak.
   */
  compiledBytes: number;
  /**
   * What the browser notes of each request for whoever drives it by its debugging protocol, as this does: 0.3 kB a
   * request that no agent's browser holds.
   */
  notedBytes: number;
}

/** Names of the browser's own things beside those that a snapshot calls code. */
const COMPILED =
  /^system \/ (?:WeakArrayList|ProtectedFixedArray|SharedFunctionInfoWrapper)$/;
const NOTED = /NetworkResourcesData/;

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: string[][] } };
  nodes: number[];
  strings: string[];
}

/** Counts by a snapshot, which also holds what the script alone does not: nodes that left the document. */
export async function heapOf(cdp: CDPSession): Promise<Heap> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  cdp.on("HeapProfiler.addHeapSnapshotChunk", take);
  await cdp.send("HeapProfiler.enable");
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  cdp.off("HeapProfiler.addHeapSnapshotChunk", take);
  const { snapshot, nodes, strings } = JSON.parse(chunks.join("")) as Snapshot;
  const { node_fields, node_types } = snapshot.meta;
  const [type, name, size] = ["type", "name", "self_size"].map((field) =>
    node_fields.indexOf(field),
  ) as [number, number, number]; // three in, three out
  const at = (n: number) => nodes[n] ?? 0;
  const heap: Heap = { heldBytes: 0, compiledBytes: 0, notedBytes: 0 };
  for (let node = 0; node < nodes.length; node += node_fields.length) {
    const called = strings[at(node + name)] ?? "";
    const isCompiled =
      node_types[0]?.[at(node + type)] === "code" || COMPILED.test(called);
    const kind = isCompiled
      ? "compiledBytes"
      : NOTED.test(called)
        ? "notedBytes"
        : "heldBytes";
    heap[kind] += at(node + size);
  }
  return heap;
}
