import { describeLoop } from "./describe-loop.ts";
import { startFirefoxStack } from "./firefox-stack.ts";
import { startStack } from "./stack.ts";

describeLoop("intercom", "Chromium", startStack);
describeLoop("intercom", "Firefox", startFirefoxStack);
