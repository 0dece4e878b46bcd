import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMember, createWorkspace } from "../../../backend/auth/members.ts";
import { extract } from "../../../backend/pipeline/extract.ts";
import { createRelease } from "../../../backend/releases/create-release.ts";
import { createLiveReleases } from "../../../backend/releases/live-releases.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { appendOnce } from "../../../backend/signals/append-once.ts";
import {
  closeSuggestion,
  openSuggestion,
} from "../../../backend/signals/suggestion-log.ts";
import {
  exampleRecord,
  exampleSignal,
  exampleTicket,
  NOW,
} from "../examples.ts";
import { samplePack } from "../filled-workspace.ts";
import { stores, type Store } from "../storage/stores.ts";

const CODES = ["red fox", "grey owl", "old crow", "wet otter", "big elk"];
const LATER = new Date(NOW.getTime() + 3_600_000);

describe.each(stores)("fields that agents set right, on $name", ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  it("are read by the next release, and by no release before it", async () => {
    const { workspaceId } = await createWorkspace(store.database, "Acme", NOW);
    const { memberId } = await addMember(
      store.database,
      workspaceId,
      { name: "Sam", role: "agent" },
      NOW,
    );
    const pack = samplePack();
    pack.fields = [
      {
        fieldId: "code",
        label: "Gate",
        type: "text",
        pattern: null,
        enum: [],
        unit: null,
        examples: [],
        required: false,
      },
    ];
    const ticket = (code: string) => {
      const [message] = exampleTicket().messages;
      if (!message) throw new Error("The example ticket has a message.");
      return exampleTicket({
        messages: [{ ...message, text: `The locker says ${code}, I think.` }],
      });
    };
    const live = createLiveReleases(store.database, createHashingEmbedder());
    const read = async () =>
      extract(
        ticket("blue heron"),
        (await live.catchUp(workspaceId))?.fields ?? null,
      )[0]?.value;

    await createRelease(store.database, workspaceId, pack, "behaviour", {
      by: "Sam",
      now: NOW,
    });
    for (const code of CODES) {
      const suggestionId = randomUUID();
      const key = { workspaceId, memberId, suggestionId };
      await openSuggestion(store.database, key, NOW);
      const record = exampleRecord(suggestionId, memberId);
      record.input.ticket = ticket(code);
      await closeSuggestion(store.database, key, record);
      const at = NOW.toISOString();
      const corrected = (value: string) => [
        { at, fieldId: "code", from: null, value },
      ];
      await appendOnce(
        store.database,
        workspaceId,
        memberId,
        [
          exampleSignal(suggestionId, 1, { corrections: corrected("locker") }),
          // Said again, and differently: the newest counts.
          exampleSignal(suggestionId, 2, { corrections: corrected(code) }),
        ],
        LATER,
      );
    }
    expect(await read()).toBeNull();
    await createRelease(store.database, workspaceId, pack, "behaviour", {
      by: "Sam",
      now: LATER,
    });
    expect(await read()).toBe("blue heron");
  });
});
