import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { seal, unseal } from "../../../backend/helpdesks/seal.ts";

const key = randomBytes(32);
const TOKEN = "dG9rOnNlY3JldA==";

describe("a sealed token", () => {
  it("opens with its key, at its place", () => {
    expect(unseal(seal(TOKEN, key, "acme"), key, "acme")).toBe(TOKEN);
  });

  it("shows nothing of what it holds, and is never the same twice", () => {
    const [one, two] = [seal(TOKEN, key, "acme"), seal(TOKEN, key, "acme")];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.slice(3), "base64url").toString()).not.toContain(
      TOKEN,
    );
  });

  it.each<[string, (sealed: string) => string | null]>([
    ["with another key", (it) => unseal(it, randomBytes(32), "acme")],
    ["in another workspace", (it) => unseal(it, key, "beta")],
    ["when it was cut", (it) => unseal(it.slice(0, 20), key, "acme")],
    ["of another version", (it) => unseal(it.replace("v1", "v2"), key, "acme")],
    [
      "when a letter was changed",
      (it) =>
        unseal(
          it.slice(0, 30) + (it[30] === "A" ? "B" : "A") + it.slice(31),
          key,
          "acme",
        ),
    ],
    ["that is none", () => unseal("", key, "acme")],
  ])("stays shut %s", (_name, open) => {
    expect(open(seal(TOKEN, key, "acme"))).toBeNull();
  });
});
