/**
 * Every table. Each carries the workspace id, first in its key. Row-level security on it, and what the app may do with
 * each table, is written by hand: in migrations/0001_row_level_security.sql, and for a later table below its own CREATE
 * (a test says which lack it).
 */
export * from "./adapter-count-tables.ts";
export * from "./intercom-tables.ts";
export * from "./knowledge-tables.ts";
export * from "./log-tables.ts";
export * from "./model-tables.ts";
export * from "./past-tables.ts";
export * from "./people-tables.ts";
export * from "./release-tables.ts";
export * from "./signal-tables.ts";
