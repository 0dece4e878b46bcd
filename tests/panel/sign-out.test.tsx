// @vitest-environment jsdom
import { act } from "react";
import { afterEach, expect, it } from "vitest";
import { createKept } from "../../src/panel/kept.ts";
import { suggestion, view } from "./canned.ts";
import { createFakeDoor } from "./fake-door.ts";
import { closePanel, settle, showPanel, text } from "./show-panel.tsx";

afterEach(closePanel);

it("a panel that is open when the agent signs out shows and keeps nothing more, without being told of its tab", async () => {
  let isConnected = true;
  const door = createFakeDoor({
    "panel.view": () => ({
      ok: true,
      value: isConnected
        ? view()
        : view({ connection: { kind: "not_connected" }, ticket: null }),
    }),
  });
  await showPanel(door, "signs-out");
  const { answer } = suggestion();
  const words =
    answer.kind === "draft" ? answer.draft.paragraphs[1]?.[0]?.text : undefined;
  if (!words) throw new Error("the canned suggestion has no second paragraph");
  const onDisk = async () =>
    JSON.stringify([...(await createKept("signs-out").all()).values()]);
  expect(text()).toContain(words);
  expect(await onDisk()).toContain(words);

  isConnected = false;
  act(() => door.push({ type: "push.forget" }));
  await settle();
  expect(text()).not.toContain(words);
  expect(text()).toContain("Connect");
  expect(await onDisk()).toBe("[]");
});
