import { userInfo } from "node:os";

/** Who types, as the operating system knows them, not as the environment says. Without a name (some containers): `uid 1000`. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
