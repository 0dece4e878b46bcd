import type { Backend } from "../main.ts";
import { newestNumber, readPack } from "../releases/live-releases.ts";

/** The workspace's: that of the pack that is live; UTC before there is one. */
export async function timeZoneOf(
  { database }: Backend,
  workspaceId: string,
): Promise<string> {
  const number = await newestNumber(database, workspaceId);
  if (number === null) return "UTC";
  return (await readPack(database, workspaceId, number)).timeZone;
}
