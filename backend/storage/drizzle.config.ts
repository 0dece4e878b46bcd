import { defineConfig } from "drizzle-kit";

/** `npm run migrations` writes the next file of ./migrations from schema.ts. Rules for rows are written by hand there. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./backend/storage/schema.ts",
  out: "./backend/storage/migrations",
});
