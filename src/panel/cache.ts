/**
 * One value on disk, in the panel's own database. Plain IndexedDB: the panel needs no queries, and Dexie would be a fifth
 * of what it has to load.
 */

/** As Dexie numbered its first version, which older panels wrote. */
const VERSION = 10;
const STORE = "cache";
const KEY = "answers";

export async function readStored(databaseName: string): Promise<unknown> {
  const row: unknown = await inStore(databaseName, "readonly", (store) =>
    store.get(KEY),
  );
  return (row as { client?: unknown } | undefined)?.client;
}

/** undefined: forget it. */
export async function writeStored(
  databaseName: string,
  client: unknown,
): Promise<void> {
  await inStore(databaseName, "readwrite", (store) =>
    client === undefined ? store.delete(KEY) : store.put({ key: KEY, client }),
  );
}

async function inStore(
  databaseName: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const opening = indexedDB.open(databaseName, VERSION);
  opening.onupgradeneeded = () =>
    opening.result.createObjectStore(STORE, { keyPath: "key" });
  const database = await answerOf(opening);
  try {
    return await answerOf(
      ask(database.transaction(STORE, mode).objectStore(STORE)),
    );
  } finally {
    database.close();
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}
