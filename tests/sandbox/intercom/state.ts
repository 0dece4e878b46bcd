import { htmlOfText, sanitisedHtml, textOfHtml } from "../look-alike/html.ts";
import type { SandboxMessage, SandboxTicket } from "../tickets.ts";

export interface Admin {
  id: number;
  name: string;
  email: string;
}

export interface Contact {
  id: string;
  name: string;
  email: string;
}

export interface Author {
  type: "user" | "lead" | "admin" | "bot" | "team";
  id: string;
  name: string;
  email: string;
  isAi?: boolean;
}

/** `part_type` of the documented API; the last stands for one that nobody has documented yet. */
export type PartType =
  | "comment"
  | "note"
  | "quick_reply"
  | "assignment"
  | "assign_and_reopen"
  | "open"
  | "close"
  | "snoozed"
  | "conversation_attribute_updated_by_admin"
  | "conversation_attribute_updated_by_workflow"
  | "custom_action_started"
  | "merged_primary_conversation"
  | "channel_and_reply_time_expectation";

export interface Part {
  id: string;
  type: PartType;
  author: Author;
  /** null: an event without words. */
  html: string | null;
  /** Unix seconds, as everywhere in this API. */
  createdAt: number;
  attachments: { name: string; contentType: string }[];
}

export interface Conversation {
  id: string;
  subject: string;
  channel: SandboxTicket["channel"];
  contact: Contact;
  /** What opened it: not among the parts, and with an id of another kind than the one its part has in the page. */
  source: Part & { messageId: string };
  parts: Part[];
  /** null: nobody. */
  assigneeId: number | null;
  teamId: number | null;
  participantIds: Set<number>;
  state: "open" | "closed" | "snoozed";
  tags: string[];
  attributes: Record<string, string>;
  updatedAt: number;
}

/** What was sent from the page. */
export interface Received {
  ticketId: number;
  partId: string;
  public: boolean;
  htmlBody: string;
  plainBody: string;
}

/** The teammate who is signed in in the page, and a colleague. */
export const ME = 991267715;
export const COLLEAGUE = 991267716;
export const SUPPORT_TEAM = 5017691;
const BILLING_TEAM = 5017692;
const OPERATOR: Author = {
  type: "bot",
  id: "278",
  name: "Operator",
  email: "operator+ab12@intercom.io",
};
/** The REST API keeps the newest 500; the page has them all. */
export const PARTS_IN_API = 500;

const FIRST_PART = 30001;
const FIRST_MESSAGE = 403918334;
const FIRST_ADMIN = 991267720;

type Change = { kind: "conversation"; conversationId: string };

/** All the helpdesk knows. Ids are counted, never drawn, so that two runs over the same tickets are the same. */
export class IntercomState {
  readonly conversations = new Map<string, Conversation>();
  readonly contacts = new Map<string, Contact>();
  readonly admins = new Map<number, Admin>();
  readonly teams = new Map<number, { name: string; adminIds: number[] }>([
    [SUPPORT_TEAM, { name: "Support", adminIds: [ME, COLLEAGUE] }],
    [BILLING_TEAM, { name: "Billing", adminIds: [COLLEAGUE] }],
  ]);
  readonly received: Received[] = [];
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #now: () => number;
  #nextPart = FIRST_PART;
  #nextMessage = FIRST_MESSAGE;

  constructor(tickets: SandboxTicket[], now: () => number) {
    this.#now = now;
    this.admins.set(ME, {
      id: ME,
      name: "Sam Okoro",
      email: "sam@acme.example",
    });
    this.admins.set(COLLEAGUE, {
      id: COLLEAGUE,
      name: "Priya Nair",
      email: "priya@acme.example",
    });
    for (const ticket of tickets) this.#load(ticket);
  }

  conversation(id: string | number): Conversation {
    const conversation = this.conversations.get(String(id));
    if (!conversation) throw new Error(`sandbox: no conversation ${id}`);
    return conversation;
  }

  /** What `text` says, or what `html` holds, as a new part. Neither: an event. */
  addPart(
    conversationId: string | number,
    part: { type: PartType; author: Author; html?: string; text?: string },
  ): Part {
    const conversation = this.conversation(conversationId);
    const html =
      part.html !== undefined
        ? sanitisedHtml(part.html)
        : part.text !== undefined
          ? htmlOfText(part.text)
          : null;
    const added: Part = {
      id: String(this.#nextPart++),
      type: part.type,
      author: part.author,
      html,
      createdAt: this.#seconds(),
      attachments: [],
    };
    conversation.parts.push(added);
    if (part.author.type === "admin")
      conversation.participantIds.add(Number(part.author.id));
    this.changed(conversation);
    return added;
  }

  /** The agent's click on Send. */
  reply(conversationId: string, html: string, isPublic: boolean): Part {
    const part = this.addPart(conversationId, {
      type: isPublic ? "comment" : "note",
      author: this.adminAuthor(ME),
      html,
    });
    this.received.push({
      ticketId: Number(conversationId),
      partId: part.id,
      public: isPublic,
      htmlBody: part.html ?? "",
      plainBody: textOfHtml(part.html ?? ""),
    });
    return part;
  }

  changed(conversation: Conversation): void {
    conversation.updatedAt = this.#seconds();
    for (const listener of this.#listeners)
      listener({ kind: "conversation", conversationId: conversation.id });
  }

  onChange(listener: (change: Change) => void): void {
    this.#listeners.add(listener);
  }

  adminAuthor(id: number): Author {
    const admin = this.admins.get(id);
    if (!admin) throw new Error(`sandbox: no admin ${id}`);
    return {
      type: "admin",
      id: String(id),
      name: admin.name,
      email: admin.email,
    };
  }

  contactAuthor({ id, name, email }: Contact): Author {
    return { type: "user", id, name, email };
  }

  bot(): Author {
    return OPERATOR;
  }

  #load(row: SandboxTicket): void {
    const contact = this.#contactNamed(row.requester.name, row.requester.email);
    const parts = row.messages.map((message) =>
      this.#partOf(message, contact, row),
    );
    const source = parts[0] ?? this.#opening(contact);
    const conversation: Conversation = {
      id: String(row.id),
      subject: row.subject,
      channel: row.channel,
      contact,
      source: { ...source, messageId: String(this.#nextMessage++) },
      parts: parts.slice(1),
      assigneeId: ME,
      teamId: SUPPORT_TEAM,
      participantIds: new Set([ME]),
      state: row.status === "solved" ? "closed" : "open",
      tags: [...row.tags],
      attributes: { ...row.fields },
      updatedAt: parts.at(-1)?.createdAt ?? source.createdAt,
    };
    this.conversations.set(conversation.id, conversation);
  }

  /** A conversation that a teammate opened and nobody has written in. */
  #opening(contact: Contact): Part {
    return {
      id: String(this.#nextPart++),
      type: "comment",
      author: this.contactAuthor(contact),
      html: null,
      createdAt: this.#seconds(),
      attachments: [],
    };
  }

  #partOf(message: SandboxMessage, contact: Contact, row: SandboxTicket): Part {
    const isBot = message.role === "bot";
    return {
      id: String(this.#nextPart++),
      type:
        message.visibility === "internal"
          ? "note"
          : isBot && row.channel === "messaging"
            ? "quick_reply"
            : "comment",
      author: isBot
        ? OPERATOR
        : message.role === "customer"
          ? this.contactAuthor(contact)
          : this.adminAuthor(this.#adminNamed(message.author)),
      html:
        message.html === undefined
          ? htmlOfText(message.text)
          : sanitisedHtml(message.html),
      createdAt: Math.floor(Date.parse(message.at) / 1000),
      attachments: message.attachments,
    };
  }

  #contactNamed(name: string, email: string): Contact {
    const known = [...this.contacts.values()].find((it) => it.email === email);
    if (known) return known;
    const id = `6762f1261bb69f9f${String(this.contacts.size).padStart(8, "0")}`;
    const contact = { id, name, email };
    this.contacts.set(id, contact);
    return contact;
  }

  #adminNamed(name: string): number {
    const known = [...this.admins.values()].find((it) => it.name === name);
    if (known) return known.id;
    const id = FIRST_ADMIN + this.admins.size;
    this.admins.set(id, { id, name, email: `agent.${id}@acme.example` });
    return id;
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1000);
  }
}
