import { describeLoop } from "./describe-loop.ts";
import { startFirefoxStack } from "./firefox-stack.ts";
import { startStack } from "./stack.ts";

describeLoop("zendesk", "Chromium", startStack);
describeLoop("zendesk", "Firefox", startFirefoxStack);
