import { useEffect, useState } from "react";
import { Button } from "../design/Button.tsx";
import { TickRow } from "../design/TickRow.tsx";
import { useAgent } from "./agent-store.ts";
import { useDoor } from "./door.ts";
import { closeSheet, SheetFrame } from "./SheetFrame.tsx";
import { useKeys } from "./use-keys.ts";
import { words } from "./words.ts";

/** The keys as the browser has them now, the panel's own, and the switch that turns those off. */
export function KeysSheet() {
  const singleKeys = useAgent((state) => state.singleKeys);
  const setSingleKeys = useAgent((state) => state.setSingleKeys);
  useKeys({ Escape: closeSheet, "?": closeSheet }, true);
  const door = useDoor();
  const [assigned, setAssigned] = useState<Record<string, string>>({});
  useEffect(() => void door.commandShortcuts().then(setAssigned), [door]);
  const anywhere = words.globalKeys.flatMap(([command, means]) =>
    assigned[command] ? [[assigned[command], means] as const] : [],
  );
  return (
    <SheetFrame label={words.keys} title={words.keys} aside="">
      <dl className="key-list">
        {[...anywhere, ...words.keyList].map(([key, means]) => (
          // A key with Alt or Ctrl is long: its line is its own.
          <div key={key} className={key.includes("+") ? "long" : undefined}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
      <TickRow className="step" checked={singleKeys} onChange={setSingleKeys}>
        {words.singleKeys}
      </TickRow>
      <div className="sheet-box">
        <Button look="line" keyName="Esc" onClick={closeSheet}>
          {words.dismiss}
        </Button>
      </div>
    </SheetFrame>
  );
}
