import { Component, type ReactNode } from "react";
import { Button } from "../design/Button.tsx";
import { CONTRACT_VERSION } from "../contracts/version.ts";
import { words } from "./words.ts";

interface State {
  errorId: string | null;
}

/** The one place of the panel that catches. It tells an id and the versions, never a word of the ticket. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { errorId: null };

  static getDerivedStateFromError(): State {
    return { errorId: crypto.randomUUID().slice(0, 8) };
  }

  override componentDidCatch(error: unknown): void {
    const name = error instanceof Error ? error.name : "unknown";
    console.error(
      `Heed panel ${this.state.errorId ?? ""}: ${name}, contract ${CONTRACT_VERSION}`,
    );
  }

  override render(): ReactNode {
    if (this.state.errorId === null) return this.props.children;
    return (
      <main className="panel">
        <div className="body">
          <section className="say" role="alert">
            <h1>{words.panelStopped}</h1>
            <p>{words.panelStoppedText(this.state.errorId)}</p>
          </section>
        </div>
        <div className="foot alone">
          <Button look="main" onClick={() => location.reload()}>
            {words.reload}
          </Button>
        </div>
      </main>
    );
  }
}
