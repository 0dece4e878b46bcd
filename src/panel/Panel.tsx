import { PersistQueryClientProvider } from "@tanstack/react-query-persist-client";
import { useState } from "react";
import { ANSWERS_DATABASE } from "../messaging/panel-protocol.ts";
import { Announcer } from "./Announcer.tsx";
import { DoorContext, type Door } from "./door.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import {
  BUSTER,
  createPersister,
  createQueryClient,
  isStored,
  MAX_AGE_MS,
} from "./persist.ts";
import { Screen } from "./Screen.tsx";

interface Props {
  door: Door;
  /** Speak about this tab whichever is active; null: follow the active one. */
  namedTabId?: number | null;
  databaseName?: string;
}

/** The side panel, given its door to the browser. */
export function Panel({
  door,
  namedTabId = null,
  databaseName = ANSWERS_DATABASE,
}: Props) {
  const [client] = useState(createQueryClient);
  const [persister] = useState(() => createPersister(databaseName));
  return (
    <ErrorBoundary>
      <DoorContext value={door}>
        <PersistQueryClientProvider
          client={client}
          persistOptions={{
            persister,
            maxAge: MAX_AGE_MS,
            buster: BUSTER,
            dehydrateOptions: {
              shouldDehydrateQuery: (query) => isStored(query),
            },
          }}
        >
          <Announcer />
          <Screen namedTabId={namedTabId} />
        </PersistQueryClientProvider>
      </DoorContext>
    </ErrorBoundary>
  );
}
