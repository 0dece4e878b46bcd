const MAX_CHARACTERS = 300;

/** Any error as one line for the person at the terminal. */
export function explain(error: unknown): string {
  // Drizzle's message is the whole statement with its values; what went wrong is in the cause.
  const cause =
    error instanceof Error && error.cause instanceof Error
      ? error.cause
      : error;
  const text =
    cause instanceof Error ? cause.message || cause.name : String(cause);
  const [line = ""] = text.split("\n");
  return line.length > MAX_CHARACTERS
    ? `${line.slice(0, MAX_CHARACTERS)}…`
    : line;
}
