import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseAddress, permissionFor } from "../../src/background/address.ts";
import {
  pair,
  postSignals,
  probe,
  suggest,
  type Reply,
} from "../../src/background/backend-client.ts";
import { readEvents } from "../../src/background/read-events.ts";
import { textOf, type Draft } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import { startStubBackend, type StubBackend } from "./stub-backend.ts";

const TICKET: Ticket = {
  ...{
    helpdesk: "zendesk",
    accountKey: "acme",
    ticketId: "1",
    subject: null,
    channel: null,
    status: null,
  },
  ...{
    tags: [],
    requester: null,
    fields: [],
    messages: [],
    completeness: "full",
    missing: [],
  },
};
const QUESTION = {
  suggestionId: "2f76296a-4ddb-4fdb-a083-47f077c7cf8f",
  ticket: TICKET,
  agentName: null,
  instruction: null,
  intentId: null,
};

let backend: StubBackend;
beforeEach(async () => {
  backend = await startStubBackend();
});
afterEach(() => backend.close());
const endpoint = (token = "token") => ({ origin: backend.origin, token });
const kindOf = (reply: Reply<unknown>) =>
  reply.ok
    ? "ok"
    : "code" in reply.failure
      ? `${reply.failure.kind} ${reply.failure.code}`
      : reply.failure.kind === "versions_differ"
        ? `heed is ${reply.failure.heedIs}`
        : reply.failure.kind;

describe("what is wrong with the backend is known within two seconds", () => {
  it.each<[string, (backend: StubBackend) => unknown, string]>([
    ["nothing", () => undefined, "ok"],
    ["it is down", (it) => it.close(), "offline"],
    ["it is slow", (it) => (it.levers.delayMs = () => 4000), "slow"],
    [
      "it answers 500",
      (it) => (it.levers.status = 500),
      "backend_error stub_error",
    ],
    [
      "the token is not known",
      (it) => (it.levers.token = "another"),
      "signed_out",
    ],
    [
      "its contract is newer",
      (it) => (it.levers.contract = 2),
      "heed is older",
    ],
    [
      "its contract is older",
      (it) => (it.levers.contract = 0),
      "heed is newer",
    ],
    ["it answers 426", (it) => (it.levers.status = 426), "heed is older"],
    [
      "it is no Heed backend",
      (it) => (it.levers.status = 404),
      "refused stub_error",
    ],
  ])("%s", async (_name, breaks, kind) => {
    await breaks(backend);
    const began = Date.now();
    expect(kindOf(await probe(endpoint()))).toBe(kind);
    // Two seconds, and one for a machine that is busy with other tests. The slow backend answers after four.
    expect(Date.now() - began).toBeLessThan(3000);
  });
});

describe("pairing", () => {
  it.each([
    ["CODE", "ok"],
    ["WRONG", "signed_out"],
  ])("with %s: %s", async (code, kind) => {
    expect(kindOf(await pair(backend.origin, code, "Chrome"))).toBe(kind);
  });
});

describe("a suggestion's stream", () => {
  const ask = (
    onSlow = () => {},
    onWriting: (draft: Draft) => void = () => {},
  ) =>
    suggest(
      endpoint(),
      QUESTION,
      onSlow,
      new AbortController().signal,
      onWriting,
    );

  it("tells what is written so far, before it ends", async () => {
    backend.levers.writes = ["Hello,", "Hello,\n\nwe refund"];
    const told: string[] = [];
    const reply = await ask(
      () => {},
      (draft) => told.push(textOf(draft)),
    );
    expect(told).toEqual(backend.levers.writes);
    expect(kindOf(reply)).toBe("ok");
  });

  it("ends with the suggestion that was asked for", async () => {
    const reply = await ask();
    expect(reply).toMatchObject({
      ok: true,
      value: { suggestionId: QUESTION.suggestionId },
    });
  });

  it.each<[StubBackend["levers"]["stream"], string]>([
    ["cut", "backend_error stream_cut"],
    ["error", "refused engine_down"],
  ])("%s: is an error", async (stream, kind) => {
    backend.levers.stream = stream;
    expect(kindOf(await ask())).toBe(kind);
  });

  it("that is slow to begin is told once, and waited for", async () => {
    backend.levers.delayMs = () => 2300;
    let slow = 0;
    expect(kindOf(await ask(() => slow++))).toBe("ok");
    expect(slow).toBe(1);
  });
});

it("a lost answer to signals is a failure, so they are repeated", async () => {
  backend.levers.losesReply = () => true;
  expect(kindOf(await postSignals(endpoint(), []))).toBe("offline");
});

describe("server-sent events", () => {
  const read = async (...chunks: string[]) => {
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
        controller.close();
      },
    });
    const events = [];
    for await (const event of readEvents(body)) events.push(event);
    return events;
  };

  it.each<[string, string[], { event: string; data: string }[]]>([
    ["one event", ["event: a\ndata: 1\n\n"], [{ event: "a", data: "1" }]],
    ["no name", ["data: 1\n\n"], [{ event: "message", data: "1" }]],
    [
      "data on two lines",
      ["data: 1\ndata: 2\n\n"],
      [{ event: "message", data: "1\n2" }],
    ],
    [
      "in pieces",
      ["eve", "nt: a\nda", "ta: 1\n", "\ndata: 2\n\n"],
      [
        { event: "a", data: "1" },
        { event: "message", data: "2" },
      ],
    ],
    [
      "Windows line ends",
      ["event: a\r\ndata: 1\r\n\r\n"],
      [{ event: "a", data: "1" }],
    ],
    [
      "comments and unknown fields",
      [": ping\n\nid: 3\nretry: 10\ndata: 1\n\n"],
      [{ event: "message", data: "1" }],
    ],
    [
      "no space after the colon",
      ["data:1\n\n"],
      [{ event: "message", data: "1" }],
    ],
    [
      "an event cut short by the end",
      ["data: 1\n\ndata: 2"],
      [{ event: "message", data: "1" }],
    ],
  ])("%s", async (_name, chunks, events) => {
    expect(await read(...chunks)).toEqual(events);
  });

  it("an event without an end does not fill the worker", async () => {
    await expect(read("data: " + "x".repeat(4_000_001))).rejects.toThrow(
      RangeError,
    );
  });
});

describe("the backend's address, as typed", () => {
  it.each([
    ["https://heed.example.com", "https://heed.example.com"],
    ["heed.example.com", "https://heed.example.com"],
    [
      " https://heed.example.com:8443/some/path ",
      "https://heed.example.com:8443",
    ],
    ["http://127.0.0.1:8787", "http://127.0.0.1:8787"],
    ["localhost:8787", "http://localhost:8787"],
    ["127.0.0.1:8787", "http://127.0.0.1:8787"],
    ["http://heed.example.com", null],
    ["http://localhost.evil.example", null],
    ["ftp://heed.example.com", null],
    ["javascript://alert(1)", null],
    ["", null],
    ["not an address", null],
  ])("%s", (typed, origin) => {
    const address = parseAddress(typed);
    expect(address.ok ? address.origin : null).toBe(origin);
  });

  it("is asked for without its port, which match patterns do not know", () => {
    expect(permissionFor("http://127.0.0.1:8787")).toBe("http://127.0.0.1/*");
  });
});
