import type { Ticket } from "../../../src/domain/ticket.ts";
import type { Database } from "../../storage/database.ts";
import { linkOf, listAccounts, tokenOf } from "./accounts.ts";
import {
  IntercomError,
  openIntercom,
  type IntercomApi,
  type IntercomTrouble,
  type Region,
} from "./client.ts";
import { mayRead } from "./may-read.ts";
import { parseConversation } from "./parse-conversation.ts";

export type ConversationRead =
  | { ok: true; ticket: Ticket; me: { userId: string; name: string } }
  | {
      ok: false;
      because:
        | "not_connected"
        /** The token cannot be opened: HEED_SECRET_KEY is missing, or another than it was. */
        | "key_missing"
        | "not_linked"
        | "not_involved"
        | IntercomTrouble;
    };

export interface ConversationReader {
  read(
    workspaceId: string,
    memberId: string,
    appId: string,
    conversationId: string,
  ): Promise<ConversationRead>;
}

interface Wanted {
  database: Database;
  /** 32 bytes; null: not set, and no token can be opened. */
  secretKey: Buffer | null;
  /** Another address than the region's. */
  api: string | null;
  clock: () => Date;
  open?: (token: string, region: Region, api: string | null) => IntercomApi;
}

/** Who is in a team changes rarely, and every reading would ask. */
const TEAM_LASTS_MS = 5 * 60_000;

/** Conversations, for those who may have them. */
export function createConversationReader({
  database,
  secretKey,
  api,
  clock,
  open = openIntercom,
}: Wanted): ConversationReader {
  const teams = new Map<string, { members: string[]; until: number }>();

  async function membersOf(
    intercom: IntercomApi,
    key: string,
    teamId: string,
  ): Promise<string[] | null> {
    const known = teams.get(key);
    if (known && known.until > clock().getTime()) return known.members;
    try {
      const members = await intercom.team(teamId);
      teams.set(key, { members, until: clock().getTime() + TEAM_LASTS_MS });
      return members;
    } catch (error) {
      if (error instanceof IntercomError) return null;
      throw error;
    }
  }

  return {
    async read(workspaceId, memberId, appId, conversationId) {
      const accounts = await listAccounts(database, workspaceId);
      const account = accounts.find((it) => it.appId === appId);
      if (!account) return refuse("not_connected");
      const me = await linkOf(database, workspaceId, appId, memberId);
      if (!me) return refuse("not_linked");
      const token =
        secretKey && (await tokenOf(database, workspaceId, appId, secretKey));
      if (!token) return refuse("key_missing");
      const intercom = open(token, account.region, api);
      try {
        const body = await intercom.conversation(conversationId);
        const conversation = parseConversation(body, appId);
        if (conversation?.ticket.ticketId !== conversationId)
          return refuse("unexpected");
        const { teamId } = conversation;
        const isInvolved = mayRead(
          me.adminId,
          conversation,
          // Asked for only when nothing else says yes.
          mayRead(me.adminId, conversation, null, account.access) ||
            teamId === null
            ? null
            : await membersOf(
                intercom,
                `${workspaceId} ${appId} ${teamId}`,
                teamId,
              ),
          account.access,
        );
        if (!isInvolved) return refuse("not_involved");
        return {
          ok: true,
          ticket: conversation.ticket,
          me: { userId: me.adminId, name: me.name },
        };
      } catch (error) {
        if (error instanceof IntercomError) return refuse(error.kind);
        throw error;
      }
    },
  };
}

function refuse(
  because: Extract<ConversationRead, { ok: false }>["because"],
): ConversationRead {
  return { ok: false, because };
}
