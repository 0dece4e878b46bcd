import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { SourceProblem } from "../domain/remarks.ts";
import { keys, type Thread } from "./queries.ts";

/** What the agent did on one thread, so that the panel shows it again when it is opened again. */
export interface Memory {
  /** Next steps ticked off, by their words. */
  steps: string[];
  /** Fields set right, by field id. */
  corrected: Record<string, string>;
  /** Flagged passages, by source id; "" for a source that is missing altogether. */
  flagged: Record<string, SourceProblem>;
}

const EMPTY: Memory = { steps: [], corrected: {}, flagged: {} };

export function useMemory(thread: Thread) {
  const client = useQueryClient();
  const key = keys.memory(thread);
  const { data } = useQuery<Memory>({
    queryKey: key,
    queryFn: () => EMPTY,
    enabled: false,
  });
  const keyText = key.join("/");
  const change = useCallback(
    (next: (memory: Memory) => Partial<Memory>) =>
      client.setQueryData<Memory>(key, (memory = EMPTY) => ({
        ...memory,
        ...next(memory),
      })),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `keyText` stands for `key`
    [client, keyText],
  );
  return [data ?? EMPTY, change] as const;
}
