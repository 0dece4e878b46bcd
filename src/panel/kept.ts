/**
 * One thing on disk, put, got and deleted. Plain IndexedDB: the library the outbox needs would be a fifth of the
 * panel's script, and this is all that the panel asks of it.
 */
export interface Kept {
  put: (value: unknown) => Promise<void>;
  get: () => Promise<unknown>;
  delete: () => Promise<void>;
}

const STORE = "cache";
const KEY = "answers";

/** Opens the database of this name when it is first needed, and again should the browser have closed it. */
export function createKept(databaseName: string): Kept {
  let opening: Promise<IDBDatabase> | null = null;
  const forget = () => {
    opening = null;
  };

  async function run<V>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<V>,
  ): Promise<V> {
    opening ??= open(databaseName, forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    const database = await opening;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      // Only then is it on disk; a request's own success comes before that.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  return {
    put: async (value) =>
      void (await run("readwrite", (it) => it.put(value, KEY))),
    get: () => run<unknown>("readonly", (it) => it.get(KEY)),
    delete: () => run("readwrite", (it) => it.delete(KEY)),
  };
}

function open(name: string, onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = onClosed;
      // Someone deletes it: let go, or they wait for ever.
      database.onversionchange = () => {
        database.close();
        onClosed();
      };
      resolve(database);
    };
  });
}
