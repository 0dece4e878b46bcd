import type { ReactNode } from "react";
import { Button } from "../design/Button.tsx";
import { Icon, type IconName } from "../design/Icon.tsx";

interface Props {
  icon: IconName;
  children: ReactNode;
  action?: { name: string; run: () => void };
}

/** Says one thing about the connection or the thread. */
export function Strip({ icon, children, action }: Props) {
  return (
    <div className="strip" role="status">
      <Icon name={icon} />
      <span dir="auto">{children}</span>
      {action && (
        <span className="act">
          <Button look="link" onClick={action.run}>
            {action.name}
          </Button>
        </span>
      )}
    </div>
  );
}
