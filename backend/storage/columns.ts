import { customType, text, timestamp } from "drizzle-orm/pg-core";

export const workspaceId = () => text("workspace_id").notNull();

export const at = (name: string) => timestamp(name, { withTimezone: true });

/** Raw bytes. Both drivers hand out their own kind of Uint8Array. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  // node-postgres binds a Buffer as bytes, and any other Uint8Array only by luck.
  toDriver: (bytes) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});

/**
 * JSON that PostgreSQL can keep. `jsonb` refuses NUL characters and halves of surrogate pairs, and people do paste
 * them, so both become U+FFFD. Only for values of a known, shallow shape: the walk recurses.
 */
export const json = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: (value) => JSON.stringify(storable(value)),
  fromDriver: (value) =>
    typeof value === "string" ? JSON.parse(value) : value,
});

/** The value as it comes back from a `json` column. */
export function storable(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/[\0\p{Cs}]/gu, "\uFFFD");
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => [storable(key), storable(entry)]),
  );
}
