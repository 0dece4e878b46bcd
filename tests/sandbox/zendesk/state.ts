import type { SandboxMessage, SandboxTicket } from "../tickets.ts";
import {
  htmlOfText,
  sanitisedHtml,
  storedHtml,
  textOfHtml,
} from "../look-alike/html.ts";

export interface User {
  id: number;
  name: string;
  email: string | null;
  role: "end-user" | "agent" | "admin";
}

export interface Comment {
  id: number;
  ticketId: number;
  authorId: number;
  authorType: "user" | "agent" | "bot";
  public: boolean;
  htmlBody: string;
  plainBody: string;
  createdAt: string;
  attachments: { name: string; contentType: string }[];
}

export interface StoredTicket {
  id: number;
  subject: string;
  channel: SandboxTicket["channel"];
  status: SandboxTicket["status"];
  priority: SandboxTicket["priority"];
  tags: string[];
  requesterId: number;
  assigneeId: number | null;
  createdAt: string;
  updatedAt: string;
  fields: Map<number, string>;
  comments: Comment[];
}

/** A comment that was written through the API, with the way its author proved who they are. */
export interface Received {
  ticketId: number;
  commentId: number;
  public: boolean;
  htmlBody: string;
  plainBody: string;
  at: string;
  authorId: number;
  by: "cookie" | "token";
}

export interface NewComment {
  authorId: number;
  public: boolean;
  html?: string | undefined;
  text?: string | undefined;
}

/** The agent who is signed in in the page, and a colleague. */
export const ME = 235323;
export const COLLEAGUE = 235324;
/** The helpdesk gives its automatic authors no user record of their own, only this id. */
export const SYSTEM_USER = -1;
export const GROUP_ID = 98738;

const FIRST_REQUESTER = 21978392;
const FIRST_AGENT = 235330;
const FIRST_FIELD = 27642;
const FIRST_COMMENT = 700001;

type Change = { kind: "ticket"; ticketId: number };

/** All the helpdesk knows. Ids are counted, never drawn, so that two runs over the same tickets are the same. */
export class ZendeskState {
  readonly tickets = new Map<number, StoredTicket>();
  readonly users = new Map<number, User>();
  readonly fieldIds = new Map<string, number>();
  readonly received: Received[] = [];
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #now: () => number;
  #nextComment = FIRST_COMMENT;
  #nextRequester = FIRST_REQUESTER;
  #nextAgent = FIRST_AGENT;

  constructor(tickets: SandboxTicket[], now: () => number) {
    this.#now = now;
    this.users.set(ME, {
      id: ME,
      name: "Sam Okoro",
      email: "sam@acme.example",
      role: "agent",
    });
    this.users.set(COLLEAGUE, {
      id: COLLEAGUE,
      name: "Priya Nair",
      email: "priya@acme.example",
      role: "agent",
    });
    this.users.set(SYSTEM_USER, {
      id: SYSTEM_USER,
      name: "Acme Assistant",
      email: null,
      role: "agent",
    });
    for (const ticket of tickets) this.#load(ticket);
  }

  ticket(id: number): StoredTicket | null {
    return this.tickets.get(id) ?? null;
  }

  user(id: number): User {
    const user = this.users.get(id);
    if (!user) throw new Error(`sandbox: no user ${id}`);
    return user;
  }

  createTicket(
    subject: string,
    requesterId: number,
    tags: string[] = [],
  ): StoredTicket {
    const id = Math.max(0, ...this.tickets.keys()) + 1;
    const at = this.#at();
    const ticket: StoredTicket = {
      id,
      subject,
      channel: "web",
      status: "new",
      priority: null,
      tags,
      requesterId,
      assigneeId: null,
      createdAt: at,
      updatedAt: at,
      fields: new Map(),
      comments: [],
    };
    this.tickets.set(id, ticket);
    return ticket;
  }

  addComment(ticketId: number, comment: NewComment): Comment {
    const ticket = this.tickets.get(ticketId);
    if (!ticket) throw new Error(`sandbox: no ticket ${ticketId}`);
    const html =
      comment.html === undefined
        ? htmlOfText(comment.text ?? "")
        : sanitisedHtml(comment.html);
    const added: Comment = {
      id: this.#nextComment++,
      ticketId,
      authorId: comment.authorId,
      authorType: this.#authorType(comment.authorId),
      public: comment.public,
      htmlBody: storedHtml(html),
      plainBody:
        comment.html === undefined ? (comment.text ?? "") : textOfHtml(html),
      createdAt: this.#at(),
      attachments: [],
    };
    ticket.comments.push(added);
    this.changed(ticket);
    return added;
  }

  changed(ticket: StoredTicket): void {
    ticket.updatedAt = this.#at();
    for (const listener of this.#listeners)
      listener({ kind: "ticket", ticketId: ticket.id });
  }

  /** Answers the function that stops listening. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  requesterNamed(name: string, email: string | null): User {
    const known = [...this.users.values()].find(
      (user) => user.role === "end-user" && user.email === email,
    );
    if (known) return known;
    const user: User = {
      id: this.#nextRequester++,
      name,
      email,
      role: "end-user",
    };
    this.users.set(user.id, user);
    return user;
  }

  #load(row: SandboxTicket): void {
    const requester = this.requesterNamed(
      row.requester.name,
      row.requester.email,
    );
    const createdAt = row.messages[0]?.at ?? this.#at();
    const ticket: StoredTicket = {
      id: row.id,
      subject: row.subject,
      channel: row.channel,
      status: row.status,
      priority: row.priority,
      tags: [...row.tags],
      requesterId: requester.id,
      assigneeId: ME,
      createdAt,
      updatedAt: createdAt,
      fields: new Map(
        Object.entries(row.fields).map(([label, value]) => [
          this.#fieldId(label),
          value,
        ]),
      ),
      comments: row.messages.map((message) =>
        this.#comment(row, message, requester),
      ),
    };
    ticket.updatedAt =
      ticket.comments
        .map((comment) => comment.createdAt)
        .sort()
        .at(-1) ?? createdAt;
    this.tickets.set(row.id, ticket);
  }

  #comment(
    row: SandboxTicket,
    message: SandboxMessage,
    requester: User,
  ): Comment {
    const author =
      message.role === "customer"
        ? requester.id
        : message.role === "bot"
          ? SYSTEM_USER
          : this.#agent(message.author);
    return {
      id: this.#nextComment++,
      ticketId: row.id,
      authorId: author,
      authorType: this.#authorType(author),
      public: message.visibility === "public",
      htmlBody: storedHtml(
        message.html === undefined
          ? htmlOfText(message.text)
          : sanitisedHtml(message.html),
      ),
      plainBody: message.text,
      createdAt: secondsOf(Date.parse(message.at)),
      attachments: message.attachments,
    };
  }

  #agent(name: string): number {
    const known = [...this.users.values()].find(
      (user) => user.role !== "end-user" && user.name === name,
    );
    if (known) return known.id;
    const id = this.#nextAgent++;
    this.users.set(id, {
      id,
      name,
      email: `agent.${id}@acme.example`,
      role: "agent",
    });
    return id;
  }

  #fieldId(label: string): number {
    const id = this.fieldIds.get(label) ?? FIRST_FIELD + this.fieldIds.size;
    this.fieldIds.set(label, id);
    return id;
  }

  #authorType(userId: number): Comment["authorType"] {
    if (userId === SYSTEM_USER) return "bot";
    return this.user(userId).role === "end-user" ? "user" : "agent";
  }

  #at(): string {
    return secondsOf(this.#now());
  }
}

/** The API states times to the second. */
function secondsOf(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}
