import { fileURLToPath } from "node:url";

/** Applied in order, each once, in one transaction. `npm run migrations` adds the next from schema.ts. */
export const migrationsFolder = fileURLToPath(
  new URL("./migrations", import.meta.url),
);
