import type { Conversation } from "./parse-conversation.ts";

/** Whom conversations are given to: who is involved in them, or every agent who is linked to a teammate. */
export const ACCESS_RULES = ["involved", "everyone"] as const;
export type AccessRule = (typeof ACCESS_RULES)[number];

/**
 * May this teammate be given this conversation? The workspace's token reads all of them, so nothing but this stands
 * between an agent and the rest. Unknown means no.
 * @param teamMembers teammates of the conversation's team; null: it has none, or they could not be read
 */
export function mayRead(
  adminId: string,
  conversation: Pick<Conversation, "assigneeId" | "participantIds">,
  teamMembers: string[] | null,
  rule: AccessRule,
): boolean {
  return (
    rule === "everyone" ||
    conversation.assigneeId === adminId ||
    conversation.participantIds.includes(adminId) ||
    (teamMembers?.includes(adminId) ?? false)
  );
}
