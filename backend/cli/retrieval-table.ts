import * as z from "zod";

const figures = z.object({
  results: z.array(
    z.object({
      passages: z.number(),
      engines: z.array(
        z.object({
          engine: z.string(),
          n: z.number(),
          ms: z.object({ p50: z.number(), p95: z.number(), cpu: z.number() }),
          found: z.number(),
          recallAgainstExact: z.number().nullable(),
          build: z.object({ cpuS: z.number(), mb: z.number() }),
          load: z.number(),
          timesAsFastAsMiniSearch: z.object({ cpu: z.number() }).nullish(),
        }),
      ),
    }),
  ),
});

const HEAD = [
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
];

/** `heed bench retrieval` for a person: one row per engine and size, numbers to the right. */
export function retrievalTable(json: unknown): string[] {
  const rows = figures
    .parse(json)
    .results.flatMap(({ passages, engines }) =>
      engines.map((row) => [
        row.engine,
        ...[
          passages,
          row.n,
          row.ms.p50,
          row.ms.p95,
          row.ms.cpu,
          row.timesAsFastAsMiniSearch?.cpu ?? "-",
          row.found,
          row.recallAgainstExact ?? "-",
          row.build.cpuS,
          row.build.mb,
          row.load,
        ].map((value) => value.toLocaleString("en")),
      ]),
    );
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, column) =>
        column === 0
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return [
    ...[HEAD, ...rows].map(line),
    "",
    "ms per question with its vector at hand; cpu: the processor's time, and how many times MiniSearch's it is faster by.",
    "found: the passage that the question was made from is among the ten. recall: of the exact ten.",
  ];
}
