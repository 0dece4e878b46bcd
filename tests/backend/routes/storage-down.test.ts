import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerError } from "../../../backend/routes/api-error.ts";
import { bearer, startApp, type RunningApp } from "./running-app.ts";

describe("a database that does not answer", () => {
  let running: RunningApp;
  let refuse: string | null = null;
  beforeAll(async () => {
    running = await startApp();
    const { database } = running;
    const inWorkspace = database.inWorkspace.bind(database);
    database.inWorkspace = (workspaceId, work) => {
      if (refuse === null) return inWorkspace(workspaceId, work);
      // As Drizzle wraps what the driver throws.
      const cause = Object.assign(new Error("down"), { code: refuse });
      return Promise.reject(new Error("Failed query", { cause }));
    };
  });
  afterAll(() => running.close());

  it.each(["ECONNREFUSED", "53100", "57P01", "08006"])(
    "(%s) is told apart from a fault of the backend's",
    async (code) => {
      const token = await (await running.workspace()).token("agent");
      refuse = code;
      const answer = await running.app.inject({
        url: "/v1/me",
        headers: bearer(token),
      });
      refuse = null;
      expect(answer.statusCode).toBe(503);
      expect(answer.json().error).toMatchObject({
        code: "storage_unavailable",
        mend: expect.stringContaining("try again"),
      });
      expect(
        (await running.app.inject({ url: "/v1/me", headers: bearer(token) }))
          .statusCode,
      ).toBe(200);
    },
  );

  it("gives a fault of the backend's an id and no detail", () => {
    for (const thrown of [
      new TypeError("x of undefined"),
      "a string",
      null,
      undefined,
    ]) {
      const { status, error, errorId } = answerError(thrown, () => {});
      expect([status, error.code]).toEqual([500, "internal"]);
      expect(error.message).toContain(errorId);
      expect(error.message).not.toMatch(/undefined|string/);
    }
  });
});
