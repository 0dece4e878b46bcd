import { expect, it } from "vitest";
import { permissionPattern } from "../../src/setup/permission-pattern.ts";

it.each([
  [
    "an address without its port, which patterns do not carry",
    "https://heed.example.com:8443/x",
    "https://heed.example.com/*",
  ],
  ["a bare host is https", " heed.example.com ", "https://heed.example.com/*"],
  ["this computer may be http", "localhost:8787", "http://localhost/*"],
  ["this computer by number", "http://127.0.0.1:8787", "http://127.0.0.1/*"],
  ["http elsewhere is not asked for", "http://heed.example.com", null],
  ["another scheme is not asked for", "ftp://heed.example.com", null],
  [
    "a host that only looks like this computer",
    "http://localhost.example.com",
    null,
  ],
  ["nothing", "", null],
  ["no address", "https://", null],
])("%s", (_name, typed, expected) =>
  expect(permissionPattern(typed)).toBe(expected),
);
