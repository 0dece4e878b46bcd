import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHealth } from "../../../backend/health/read-health.ts";
import { appendOnce } from "../../../backend/signals/append-once.ts";
import {
  closeSuggestion,
  openSuggestion,
} from "../../../backend/signals/suggestion-log.ts";
import type { Suggestion } from "../../../src/domain/suggestion.ts";
import { exampleRecord, exampleSignal, NOW } from "../examples.ts";
import {
  fillWorkspace,
  samplePack,
  type FilledWorkspace,
} from "../filled-workspace.ts";
import { startApp, type RunningApp } from "../routes/running-app.ts";

describe("GET /v1/knowledge/health", () => {
  let running: RunningApp;
  let filled: FilledWorkspace;
  beforeAll(async () => {
    running = await startApp();
    filled = await fillWorkspace(running.database, "alpha");
  });
  afterAll(() => running.close());

  const sectionsOf = async () => {
    const report = await readHealth(running.database, filled.workspaceId, NOW);
    return new Map(report.sections.map((it) => [it.id, it]));
  };

  it("judges the live release, and agrees with its pack", async () => {
    const report = await readHealth(running.database, filled.workspaceId, NOW);
    const { knowledge, timeZone } = samplePack();
    expect(report).toMatchObject({
      releaseNumber: 1,
      documents: knowledge.length,
      timeZone,
    });
    const sections = await sectionsOf();
    const listed = (id: string) =>
      sections.get(id)?.rows.map(({ documentId }) => documentId);
    expect(listed("no-owner")).toEqual(
      knowledge.filter((it) => it.owner === null).map((it) => it.documentId),
    );
    expect(listed("expired")?.sort()).toEqual(
      knowledge
        .filter(
          (it) =>
            it.effectiveUntil !== null &&
            it.effectiveUntil <= NOW.toISOString(),
        )
        .map((it) => it.documentId)
        .sort(),
    );
    expect(sections.get("flagged")?.total).toBe(1);
  });

  it("counts what agents corrected and what no source answered, from the log itself", async () => {
    const { workspaceId, memberId } = filled;
    const store = async (
      change: (output: Suggestion) => Suggestion,
      signal: Partial<ReturnType<typeof exampleSignal>>,
    ) => {
      const suggestionId = randomUUID();
      const key = { workspaceId, memberId, suggestionId };
      const record = exampleRecord(suggestionId, memberId, "alpha");
      await openSuggestion(running.database, key, NOW);
      await closeSuggestion(running.database, key, {
        ...record,
        output: change(record.output),
      });
      await appendOnce(
        running.database,
        workspaceId,
        memberId,
        [exampleSignal(suggestionId, 1, signal)],
        NOW,
      );
    };
    const source = {
      sourceId: "p1",
      documentId: "returns",
      title: "Returns",
      section: null,
      text: "Thirty days.",
      effectiveFrom: null,
      effectiveUntil: null,
      owner: null,
      audience: "public" as const,
      url: null,
      score: 1,
    };
    const drafted = (output: Suggestion): Suggestion => ({
      ...output,
      sources: [source],
      answer: {
        kind: "draft",
        draft: {
          destination: "public",
          paragraphs: [
            [
              {
                text: "You have thirty days.",
                status: "cited",
                sourceIds: ["p1"],
                templateId: null,
                findings: [],
              },
            ],
          ],
        },
      },
    });
    await store(drafted, {
      outcome: { kind: "rejected", reason: "wrong_fact", note: null },
    });
    await store(
      (output) => ({
        ...output,
        intents: [{ intentId: "returns", name: "Returns", score: 1 }],
        answer: {
          kind: "abstention",
          abstention: {
            missing: "knowledge",
            message: "x",
            missingFields: [],
            closest: null,
          },
        },
      }),
      {},
    );
    const sections = await sectionsOf();
    expect(sections.get("cited-then-corrected")?.rows).toMatchObject([
      {
        documentId: "returns",
        says: "Corrected in 1 of 1 replies that cited it.",
      },
    ]);
    expect(sections.get("intents-without-source")?.total).toBeGreaterThan(0);
  });

  it("is for leads and admins, and says nothing of another workspace", async () => {
    const answer = await running.app.inject({
      url: "/v1/knowledge/health",
      headers: { authorization: `Bearer ${filled.token}` },
    });
    expect(answer.statusCode).toBe(200);
    const other = await fillWorkspace(running.database, "beta");
    const theirs = await readHealth(running.database, other.workspaceId, NOW);
    expect(
      theirs.sections.find(({ id }) => id === "cited-then-corrected")?.total,
    ).toBe(0);
    expect(
      (await running.app.inject({ url: "/v1/knowledge/health" })).statusCode,
    ).toBe(401);
  });
});
