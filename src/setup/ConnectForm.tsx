import { useState, type FormEvent } from "react";
import { Promises } from "../panel/Promises.tsx";
import type { ConnectionState } from "../messaging/panel-protocol.ts";
import { permissionPattern } from "./permission-pattern.ts";
import type { SetupDoor } from "./setup-door.ts";
import { words } from "./words.ts";

interface Props {
  door: SetupDoor;
  /** The address of a connection that has ended, to begin with. */
  lastAddress: string | null;
  onConnected: (connection: ConnectionState) => void;
}

/** Two boxes and one button. The host permission is asked for on the click, for exactly the typed address. */
export function ConnectForm({ door, lastAddress, onConnected }: Props) {
  const [address, setAddress] = useState(lastAddress ?? "");
  const [code, setCode] = useState("");
  const [connecting, setConnecting] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  const connect = async (event: FormEvent) => {
    event.preventDefault();
    if (connecting) return;
    if (address.trim() === "") return setTrouble(words.addressMissing);
    if (code.trim() === "") return setTrouble(words.codeMissing);
    const pattern = permissionPattern(address);
    // First of all, while the click still counts: the browser asks only on a person's own action.
    const allowing =
      pattern === null
        ? Promise.resolve(true)
        : door.requestPermission(pattern);
    setConnecting(true);
    setTrouble(null);
    const allowed = await allowing.catch(() => false);
    if (!allowed && pattern !== null) {
      setTrouble(words.notAllowed(new URL(pattern.replace("/*", "/")).host));
    } else {
      const answer = await door
        .ask({
          type: "options.connect",
          address: address.trim(),
          code: code.trim(),
        })
        .catch(() => ({ ok: false, message: words.gone }) as const);
      if (answer.ok) onConnected(answer.value);
      else setTrouble(answer.message);
    }
    setConnecting(false);
  };

  return (
    <form onSubmit={(event) => void connect(event)} noValidate>
      <section className="say tight">
        <h2>{words.connectTitle}</h2>
        <p>{words.connectText}</p>
        <div className="pair">
          <label htmlFor="address">{words.address}</label>
          <input
            id="address"
            className="in"
            type="url"
            inputMode="url"
            spellCheck={false}
            autoComplete="off"
            placeholder={words.addressExample}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
          <label htmlFor="code">{words.code}</label>
          <input
            id="code"
            className="in code"
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="characters"
            aria-describedby="code-hint"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <small id="code-hint">{words.codeHint}</small>
        </div>
        {trouble !== null && (
          <p className="trouble" role="alert">
            {trouble}
          </p>
        )}
      </section>
      <div className="act-row">
        <button
          type="submit"
          className="btn main split"
          aria-disabled={connecting || undefined}
        >
          {words.connect}
          <kbd className="end" aria-hidden={!connecting}>
            {connecting ? words.connecting : words.enter}
          </kbd>
        </button>
      </div>
      <Promises />
    </form>
  );
}
