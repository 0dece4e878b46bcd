import { useEffect, useState } from "react";
import { useDoor } from "./door.ts";

/**
 * The tab the panel speaks about: the active one of its window, followed as it changes. Opened as a page of its own
 * (`sidepanel.html?tabId=7`), the panel would be that tab itself, so the address may name another.
 */
export function useTab(namedTabId: number | null): number | null {
  const door = useDoor();
  const [tabId, setTabId] = useState(namedTabId);
  useEffect(() => {
    if (namedTabId !== null) return;
    let newest = 0;
    const follow = () => {
      const mine = ++newest;
      void door.activeTabId().then((id) => {
        // Answers of two quick switches may come in the wrong order.
        if (mine === newest) setTabId(id);
      });
    };
    follow();
    const stop = door.onActiveTabChanged(follow);
    return () => {
      newest = -1;
      stop();
    };
  }, [door, namedTabId]);
  return tabId;
}
