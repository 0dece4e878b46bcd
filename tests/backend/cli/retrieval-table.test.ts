import { describe, expect, it } from "vitest";
import { retrievalTable } from "../../../backend/cli/retrieval-table.ts";

const row = (engine: string, cpu: number, times: number | null) => ({
  engine,
  n: 200,
  ms: { p50: 0.125, p95: 1_234.5, cpu },
  found: 0.99,
  recallAgainstExact: times === null ? null : 0.988,
  build: { cpuS: 27.3, mb: 344 },
  load: 0.6,
  ...(times === null ? {} : { timesAsFastAsMiniSearch: { cpu: times } }),
});

describe("heed bench retrieval as a table", () => {
  it("has a line per engine and size, each figure below its head, and a dash where nothing was measured", () => {
    const lines = retrievalTable({
      results: [
        { passages: 1_000, engines: [row("heed-words", 0.2, 193)] },
        { passages: 100_000, engines: [row("pglite", 1_060, null)] },
      ],
    });
    const cells = lines.slice(0, 3).map((line) => line.trim().split(/ {2,}/));
    expect(cells).toEqual([
      [
        "engine",
        "passages",
        "n",
        "p50 ms",
        "p95 ms",
        "cpu ms",
        "x MiniSearch",
        "found",
        "recall",
        "build cpu s",
        "MB",
        "load",
      ],
      [
        "heed-words",
        "1,000",
        "200",
        "0.125",
        "1,234.5",
        "0.2",
        "193",
        "0.99",
        "0.988",
        "27.3",
        "344",
        "0.6",
      ],
      [
        "pglite",
        "100,000",
        "200",
        "0.125",
        "1,234.5",
        "1,060",
        "-",
        "0.99",
        "-",
        "27.3",
        "344",
        "0.6",
      ],
    ]);
    expect(new Set(lines.slice(0, 3).map(({ length }) => length)).size).toBe(1);
    expect(lines.at(-2)).toMatch(/^ms per question/);
  });

  it("refuses figures of another suite", () => {
    expect(() => retrievalTable({ suite: "reindex" })).toThrow("results");
  });
});
