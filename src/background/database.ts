import { openDatabase } from "../outbox/database.ts";

/** The worker's one database. Dexie opens it at first use, so starting the worker waits for nothing. */
export const db = openDatabase();
