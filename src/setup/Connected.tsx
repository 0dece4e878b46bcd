import { useState } from "react";
import { Button } from "../design/Button.tsx";
import type { ConnectionState } from "../messaging/panel-protocol.ts";
import type { SetupDoor } from "./setup-door.ts";
import { connectionTrouble, words } from "./words.ts";

interface Props {
  door: SetupDoor;
  address: string | null;
  connection: ConnectionState;
  onConnection: (connection: ConnectionState) => void;
  onDisconnected: () => void;
}

/** What Heed is connected to, a test of it, and the way out. */
export function Connected({
  door,
  address,
  connection,
  onConnection,
  onDisconnected,
}: Props) {
  const [testing, setTesting] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const trouble = connectionTrouble(connection);

  const test = async () => {
    if (testing) return;
    setTesting(true);
    setSaid(null);
    const answer = await door
      .ask({ type: "options.test" })
      .catch(() => ({ ok: false, message: words.gone }) as const);
    setTesting(false);
    if (!answer.ok) return setSaid(answer.message);
    onConnection(answer.value);
    if (answer.value.kind !== "ok") return;
    const { workspaceName, memberName, releaseNumber } = answer.value;
    setSaid(words.works(workspaceName, memberName, releaseNumber));
  };
  const disconnect = async () => {
    const answer = await door
      .ask({ type: "options.disconnect" })
      .catch(() => ({ ok: false, message: words.gone }) as const);
    if (answer.ok) onDisconnected();
    else setSaid(answer.message);
  };

  return (
    <section className="setup-part" aria-label={words.connection}>
      <h2>{words.connection}</h2>
      <dl className="meta">
        <dt>{words.facts.address}</dt>
        <dd>{address}</dd>
        {connection.kind === "ok" && (
          <>
            <dt>{words.facts.workspace}</dt>
            <dd dir="auto">{connection.workspaceName}</dd>
            <dt>{words.facts.member}</dt>
            <dd dir="auto">{connection.memberName}</dd>
            <dt>{words.facts.release}</dt>
            <dd>{connection.releaseNumber ?? words.noRelease}</dd>
          </>
        )}
      </dl>
      <p className={trouble ? "trouble" : "answer"} role="status">
        {trouble ?? said}
      </p>
      <div className="buttons">
        <Button
          look="small"
          blocked={testing ? words.testing : null}
          onClick={() => void test()}
        >
          {words.test}
        </Button>
        <Button look="small" onClick={() => void disconnect()}>
          {words.disconnect}
        </Button>
      </div>
      <small>{words.disconnectText}</small>
    </section>
  );
}
