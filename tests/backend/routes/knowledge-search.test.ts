import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyPack } from "../../../backend/releases/pack-of-release.ts";
import { createRelease } from "../../../backend/releases/create-release.ts";
import type { KnowledgeDocument } from "../../../src/domain/policy-pack.ts";
import { NOW } from "../examples.ts";
import { bearer, startApp, type RunningApp } from "./running-app.ts";

const documentOf = (
  documentId: string,
  more: Partial<KnowledgeDocument> = {},
): KnowledgeDocument => ({
  documentId,
  title: "Luggage allowance",
  owner: null,
  effectiveFrom: null,
  effectiveUntil: null,
  reviewBy: null,
  audience: "public",
  product: null,
  locale: null,
  sourceUrl: null,
  // What says the same is found once, so each says it in its own way.
  body: `The luggage allowance in the balloon, says ${documentId}, is one bag of five kilograms.`,
  ...more,
});

describe("POST /v1/knowledge/search", () => {
  let running: RunningApp;
  let token: string;
  beforeAll(async () => {
    running = await startApp();
    const workspace = await running.workspace();
    token = await workspace.token("agent");
    const knowledge = [
      documentOf("plain"),
      documentOf("old", { effectiveUntil: NOW.toISOString() }),
      documentOf("starts-now", { effectiveFrom: NOW.toISOString() }),
      documentOf("next", { effectiveFrom: "2026-12-01T00:00:00.000Z" }),
      documentOf("secret", { audience: "internal" }),
      documentOf("german", { locale: "de" }),
      documentOf("english", { locale: "en-US" }),
      documentOf("basket", { product: "Basket" }),
      documentOf("ship", { product: "Airship" }),
    ];
    await createRelease(
      running.database,
      workspace.workspaceId,
      { ...emptyPack("Balloons"), knowledge },
      "none",
      { by: "Sam", now: NOW },
    );
  });
  afterAll(() => running.close());

  const found = async (body: object) => {
    const answer = await running.app.inject({
      method: "POST",
      url: "/v1/knowledge/search",
      headers: bearer(token),
      payload: { query: "luggage allowance", audience: "public", ...body },
    });
    expect(answer.statusCode).toBe(200);
    const { sources } = answer.json() as { sources: { documentId: string }[] };
    return sources.map(({ documentId }) => documentId);
  };
  const ALWAYS = ["basket", "english", "german", "plain", "ship", "starts-now"];

  it.each<[string, object, string[]]>([
    ["in force this minute, for a customer", {}, ALWAYS],
    ["for a colleague", { audience: "internal" }, [...ALWAYS, "secret"]],
    [
      "a minute before",
      { at: "2026-11-24T08:59:00.000Z" },
      ["basket", "english", "german", "old", "plain", "ship"],
    ],
    ["next month", { at: "2026-12-01T00:00:00.000Z" }, [...ALWAYS, "next"]],
    [
      "what has expired, too, and nothing that is yet to come",
      { expired: true },
      [...ALWAYS, "old"],
    ],
    [
      "expired by then",
      { expired: true, at: "2026-11-24T08:59:00.000Z" },
      ["basket", "english", "german", "old", "plain", "ship"],
    ],
    [
      "in German",
      { locale: "de-AT" },
      ["basket", "german", "plain", "ship", "starts-now"],
    ],
    [
      "about one product",
      { product: "basket" },
      ["basket", "english", "german", "plain", "starts-now"],
    ],
  ])("%s", async (_, body, expected) => {
    expect((await found(body)).toSorted()).toEqual(expected.toSorted());
  });

  it("what has expired comes last, and takes no place of what is in force", async () => {
    const inForce = await found({});
    expect(await found({ expired: true })).toEqual([...inForce, "old"]);
  });
});
