/**
 * Answers on disk, one row each: panels of two windows write to the same store, and neither may write over what the
 * other has put there. Plain IndexedDB: the library the outbox needs would be a fifth of the panel's script, and this
 * is all that the panel asks of it.
 */
export interface Kept {
  /** Both in one step. */
  change: (put: Map<string, unknown>, remove: string[]) => Promise<void>;
  all: () => Promise<Map<string, unknown>>;
  clear: () => Promise<void>;
}

const VERSION = 2;
const STORE = "answers";
/** Where version 1 had all of them in one row. */
const OLD_STORE = "cache";

/** Opens the database of this name when it is first needed, and again should the browser have closed it. */
export function createKept(databaseName: string): Kept {
  let opening: Promise<IDBDatabase> | null = null;
  const forget = () => {
    opening = null;
  };

  async function run<V>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => () => V,
  ): Promise<V> {
    opening ??= open(databaseName, forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    const database = await opening;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const result = act(transaction.objectStore(STORE));
      // Only then is it on disk; a request's own success comes before that.
      transaction.oncomplete = () => resolve(result());
      transaction.onabort = () => reject(transaction.error);
    });
  }

  return {
    change: (put, remove) =>
      run("readwrite", (store) => {
        for (const [key, value] of put) store.put(value, key);
        for (const key of remove) store.delete(key);
        return () => undefined;
      }),
    all: () =>
      run("readonly", (store) => {
        const keys = store.getAllKeys();
        const values = store.getAll();
        return () =>
          new Map(keys.result.map((key, n) => [String(key), values.result[n]]));
      }),
    clear: () =>
      run("readwrite", (store) => {
        store.clear();
        return () => undefined;
      }),
  };
}

function open(name: string, onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      if (database.objectStoreNames.contains(OLD_STORE))
        database.deleteObjectStore(OLD_STORE);
      database.createObjectStore(STORE);
    };
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
