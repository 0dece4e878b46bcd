import { Button } from "../design/Button.tsx";
import { words } from "./words.ts";

interface Props {
  /** null: still being read. */
  failure: Error | null;
  onRetry: () => void;
}

/** What an open row says while it has nothing to show. */
export function Notice({ failure, onRetry }: Props) {
  if (failure === null) return <p className="said">{words.reading}</p>;
  return (
    <p className="said">
      {failure.message}{" "}
      <Button look="link" onClick={onRetry}>
        {words.retry}
      </Button>
    </p>
  );
}
