#!/usr/bin/env node
// The backend is TypeScript run as it is: tsx strips the types, so there is no build step to forget.
import { register } from "tsx/esm/api";

register();
const { main } = await import("./heed.ts");
await main(process.argv.slice(2));
