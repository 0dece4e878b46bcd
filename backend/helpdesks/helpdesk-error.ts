/** A helpdesk did not give what was asked for. The message is one line for the person at the command line. */
export class HelpdeskError extends Error {
  override name = "HelpdeskError";
  readonly kind: HelpdeskTrouble;

  constructor(kind: HelpdeskTrouble, message: string) {
    super(message);
    this.kind = kind;
  }
}

export type HelpdeskTrouble =
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "rate_limited"
  | "unreachable"
  | "too_large"
  /** An answer of another shape than the documented one. */
  | "unexpected";
