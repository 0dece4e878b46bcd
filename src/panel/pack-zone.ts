import { createContext, useContext } from "react";

/** IANA zone in which the knowledge's days are meant; null: not known, and they are shown as the browser's. */
export const PackZoneContext = createContext<string | null>(null);

/** Where the knowledge's days are to be written (see `dates.ts`). */
export function usePackZone(): { timeZone: string | null } {
  return { timeZone: useContext(PackZoneContext) };
}
