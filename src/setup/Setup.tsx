import { useEffect, useState } from "react";
import type { PanelAnswer } from "../messaging/panel-protocol.ts";
import { Brands } from "./Brands.tsx";
import { Connected } from "./Connected.tsx";
import { ConnectForm } from "./ConnectForm.tsx";
import { DraftWhen } from "./DraftWhen.tsx";
import { KnowledgeHealth } from "./KnowledgeHealth.tsx";
import type { SetupDoor } from "./setup-door.ts";
import { connectionTrouble, words } from "./words.ts";
import { YourRecord } from "./YourRecord.tsx";

type Settings = Extract<PanelAnswer<"options.settings">, { ok: true }>["value"];

/** The options page: connect, test, choose when to draft, disconnect. */
export function Setup({ door }: { door: SetupDoor }) {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const readAgain = () => setRound(round + 1);

  useEffect(() => {
    let here = true;
    door
      .ask({ type: "options.settings" })
      .catch(() => ({ ok: false, message: words.gone }) as const)
      .then((answer) => {
        if (!here) return;
        setTrouble(answer.ok ? null : answer.message);
        if (answer.ok) setSettings(answer.value);
      });
    return () => {
      here = false;
    };
  }, [door, round]);

  return (
    <main className="setup">
      <h1>{words.title}</h1>
      {trouble !== null && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      {settings === null && trouble === null && (
        <p role="status">{words.reading}</p>
      )}
      {settings && (
        <Parts
          door={door}
          settings={settings}
          onChange={setSettings}
          onReadAgain={readAgain}
        />
      )}
    </main>
  );
}

interface PartsProps {
  door: SetupDoor;
  settings: Settings;
  onChange: (settings: Settings) => void;
  onReadAgain: () => void;
}

function Parts({ door, settings, onChange, onReadAgain }: PartsProps) {
  const { connection, address, draftWhen } = settings;
  // An ended connection is mended by a new code, so the form comes back with its address.
  const needsCode =
    connection.kind === "not_connected" || connection.kind === "signed_out";
  return (
    <>
      {needsCode ? (
        <>
          {connection.kind === "signed_out" && (
            <p className="trouble" role="status">
              {connectionTrouble(connection)}
            </p>
          )}
          <ConnectForm
            door={door}
            lastAddress={address}
            onConnected={onReadAgain}
          />
        </>
      ) : (
        <>
          <Connected
            door={door}
            address={address}
            connection={connection}
            onConnection={(next) => onChange({ ...settings, connection: next })}
            onDisconnected={onReadAgain}
          />
          <DraftWhen
            door={door}
            value={draftWhen}
            onSaved={(next) => onChange({ ...settings, draftWhen: next })}
          />
          <YourRecord door={door} />
          <KnowledgeHealth door={door} />
          <Brands
            door={door}
            brands={settings.brands}
            onChange={(next) => onChange({ ...settings, brands: next })}
          />
        </>
      )}
    </>
  );
}
