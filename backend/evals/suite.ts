import type { ParseArgsConfig } from "node:util";

/** One measurement: files in, figures out. It tunes nothing on what it scores. */
export interface Suite {
  name: string;
  /** `--test FILE` */
  usage: string;
  summary: string;
  options: NonNullable<ParseArgsConfig["options"]>;
  /** `environment`: the variables that config.ts reads, for a suite that measures what is set up here. */
  run(
    options: SuiteOptions,
    environment: Record<string, string | undefined>,
  ): Promise<EvalReport>;
}

export type SuiteOptions = Record<string, string | boolean | undefined>;

export interface EvalReport {
  suite: string;
  /** Rows scored. */
  n: number;
  seeds: number[];
  figures: Record<string, unknown>;
  /** Bootstrap 95 % intervals, [low, high], by figure. */
  intervals: Record<string, [number, number]>;
  /** What a reader needs to repeat it: files, thresholds, versions. */
  config: Record<string, unknown>;
  seconds: number;
}

/** For the person at the command line: one line that says what to mend. */
export class SuiteError extends Error {
  override name = "SuiteError";
}
