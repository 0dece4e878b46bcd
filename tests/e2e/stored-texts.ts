/**
 * Everything that the extension has stored, as one text. Runs in a page of the extension, so it names nothing outside
 * itself.
 */
export async function storedTexts(): Promise<string> {
  const all: unknown[] = [
    await chrome.storage.local.get(null),
    await chrome.storage.session.get(null),
    { ...localStorage },
    await caches.keys(),
  ];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name ?? "");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const store of db.objectStoreNames)
      all.push(
        await new Promise((resolve) => {
          const rows = db.transaction(store).objectStore(store).getAll();
          rows.onsuccess = () => resolve([name, store, rows.result]);
        }),
      );
    db.close();
  }
  return JSON.stringify(all);
}
