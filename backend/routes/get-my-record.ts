import { myRecordResponse } from "../../src/contracts/api.ts";
import { readMemberRecord } from "../signals/member-record.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/** GET /v1/me/record: what Heed has recorded about the member who asks, and about nobody else. */
export const getMyRecord: Route = (app, { database }) =>
  app.get(
    "/v1/me/record",
    {
      config: { requires: "agent" },
      schema: {
        summary: "What is recorded about me",
        response: { 200: myRecordResponse, ...errorAnswers },
      },
    },
    (request) => {
      const { workspaceId, member } = sessionOf(request);
      return readMemberRecord(database, workspaceId, member.memberId);
    },
  );
