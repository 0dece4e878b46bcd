import { Button } from "../design/Button.tsx";

interface Props {
  text: string;
  action: { name: string; run: () => void; keyName?: string } | null;
}

/** One thing that has happened, in the place of the main button and as high, so that nothing moves. */
export function FootLine({ text, action }: Props) {
  return (
    <div className="foot-line">
      <span role="status">{text}</span>
      {action && (
        <Button
          look="small"
          onClick={action.run}
          keyName={action.keyName ?? null}
        >
          {action.name}
        </Button>
      )}
    </div>
  );
}
