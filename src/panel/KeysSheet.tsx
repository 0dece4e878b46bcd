import { Button } from "../design/Button.tsx";
import { TickRow } from "../design/TickRow.tsx";
import { useAgent } from "./agent-store.ts";
import { closeSheet, SheetFrame } from "./SheetFrame.tsx";
import { useKeys } from "./use-keys.ts";
import { words } from "./words.ts";

/** The panel's keys, and the switch that turns them off. */
export function KeysSheet() {
  const singleKeys = useAgent((state) => state.singleKeys);
  const setSingleKeys = useAgent((state) => state.setSingleKeys);
  useKeys({ Escape: closeSheet, "?": closeSheet }, true);
  return (
    <SheetFrame label={words.keys} title={words.keys} aside="">
      <dl className="key-list">
        {words.keyList.map(([key, means]) => (
          <div key={key}>
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
