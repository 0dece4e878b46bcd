import type { Abstention, Summary } from "./suggestion.ts";

const LABELS: Record<Summary["lines"][number]["label"], string> = {
  problem: "Problem",
  done: "Done so far",
  open: "Open question",
  promised: "Promised",
};

/** What the next colleague needs to know, as the text of an internal note: the key moments, what is missing, and why no reply was drafted. */
export function handoffNote(
  { lines, attachmentsNotRead }: Pick<Summary, "lines" | "attachmentsNotRead">,
  { message }: Pick<Abstention, "message">,
): string {
  return [
    ...lines.map(({ label, text }) => `${LABELS[label]}: ${text}`),
    ...(attachmentsNotRead > 0
      ? [`Attachments: ${attachmentsNotRead}, not read`]
      : []),
    `No draft: ${message.replace(/\s+/g, " ").trim()}`,
  ].join("\n");
}
