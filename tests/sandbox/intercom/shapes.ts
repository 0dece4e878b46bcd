import {
  PARTS_IN_API,
  type Admin,
  type Author,
  type Conversation,
  type IntercomState,
  type Part,
} from "./state.ts";

/**
 * The documented shapes of the REST API (OpenAPI of August 2026), in its two generations: 2.14, and 2.16 with words
 * for priorities, 0 for nobody, the channel and the company.
 */
export type Generation = "2.14" | "2.16";

export function conversationBody(
  conversation: Conversation,
  state: IntercomState,
  generation: Generation,
): object {
  const { source, parts, contact } = conversation;
  const nobody = generation === "2.16" ? 0 : null;
  const first = source.author.type === "user" ? source.createdAt : null;
  return {
    type: "conversation",
    id: conversation.id,
    created_at: source.createdAt,
    updated_at: conversation.updatedAt,
    waiting_since: null,
    snoozed_until: null,
    source: {
      type: sourceType(conversation),
      id: source.messageId,
      delivered_as: "customer_initiated",
      subject: conversation.subject,
      body: source.html,
      author: authorBody(source.author),
      attachments: source.attachments.map(attachmentBody),
      url: null,
      redacted: false,
    },
    contacts: {
      type: "contact.list",
      contacts: [{ type: "contact", id: contact.id, external_id: null }],
    },
    first_contact_reply:
      first === null
        ? null
        : { created_at: first, type: sourceType(conversation), url: null },
    admin_assignee_id: conversation.assigneeId ?? nobody,
    team_assignee_id: conversation.teamId ?? nobody,
    open: conversation.state === "open",
    state: conversation.state,
    read: true,
    tags: {
      type: "tag.list",
      tags: conversation.tags.map((name, index) => ({
        type: "tag",
        id: String(123456 + index),
        name,
        applied_at: source.createdAt,
        applied_by: { type: "admin", id: "991267715" },
      })),
    },
    priority: generation === "2.16" ? "none" : "not_priority",
    sla_applied: null,
    statistics: statisticsBody(conversation),
    conversation_rating: null,
    teammates: {
      type: "admin.list",
      teammates: [...conversation.participantIds].map((id) => ({
        type: "admin",
        id: String(id),
      })),
    },
    title: conversation.subject,
    custom_attributes: { ...conversation.attributes, "Copilot summary": null },
    topics: {},
    ticket: null,
    linked_objects: { type: "list", data: [], total_count: 0, has_more: false },
    ai_agent_participated: parts.some(({ author }) => author.isAi === true),
    ai_agent: null,
    ...(generation === "2.16" && {
      channel: {
        initial: sourceType(conversation),
        current: sourceType(conversation),
      },
      company: null,
      external_references: [],
    }),
    conversation_parts: {
      type: "conversation_part.list",
      conversation_parts: parts
        .slice(-PARTS_IN_API)
        .map((part) => partBody(part, conversation, generation)),
      total_count: parts.length,
    },
  };
}

function partBody(
  part: Part,
  conversation: Conversation,
  generation: Generation,
): object {
  return {
    type: "conversation_part",
    // One official example of the newer generation has a number here.
    id: generation === "2.16" ? Number(part.id) : part.id,
    part_type: part.type,
    body: part.html,
    created_at: part.createdAt,
    updated_at: part.createdAt,
    notified_at: part.createdAt,
    assigned_to:
      part.type === "assignment" ? { type: "admin", id: "991267715" } : null,
    author: authorBody(part.author),
    attachments: part.attachments.map(attachmentBody),
    external_id: null,
    redacted: false,
    email_message_metadata: null,
    state: conversation.state,
    tags: [],
    event_details: null,
    app_package_code: null,
  };
}

function authorBody({ type, id, name, email, isAi }: Author): object {
  return {
    type,
    id,
    name,
    email,
    ...(type === "admin" && {
      from_ai_agent: isAi === true,
      is_ai_answer: isAi === true,
    }),
  };
}

function attachmentBody({
  name,
  contentType,
}: Part["attachments"][number]): object {
  return {
    type: "upload",
    name,
    url: `https://downloads.intercomcdn.com/i/o/1/${encodeURIComponent(name)}`,
    content_type: contentType,
    filesize: 20331,
    width: null,
    height: null,
  };
}

function statisticsBody({ source, parts }: Conversation): object {
  const replies = parts.filter(
    ({ type, author }) => type === "comment" && author.type === "admin",
  );
  const first = replies[0]?.createdAt ?? null;
  return {
    type: "conversation_statistics",
    time_to_assignment: 0,
    time_to_admin_reply: first === null ? null : first - source.createdAt,
    time_to_first_close: null,
    time_to_last_close: null,
    median_time_to_reply: null,
    first_contact_reply_at: source.createdAt,
    first_assignment_at: source.createdAt,
    first_admin_reply_at: first,
    first_close_at: null,
    last_assignment_at: source.createdAt,
    last_assignment_admin_reply_at: first,
    last_contact_reply_at: source.createdAt,
    last_admin_reply_at: replies.at(-1)?.createdAt ?? null,
    last_close_at: null,
    last_closed_by_id: null,
    count_reopens: 0,
    count_assignments: 1,
    count_conversation_parts: parts.length,
    assigned_team_first_response_time: [],
    assigned_team_first_response_time_in_office_hours: [],
    handling_time: null,
    adjusted_handling_time: null,
  };
}

function sourceType({ channel }: Conversation): string {
  return channel === "email" ? "email" : "conversation";
}

export function adminBody(admin: Admin, state: IntercomState): object {
  return {
    type: "admin",
    id: String(admin.id),
    name: admin.name,
    email: admin.email,
    job_title: "",
    away_mode_enabled: false,
    away_mode_reassign: false,
    has_inbox_seat: true,
    team_ids: [...state.teams]
      .filter(([, { adminIds }]) => adminIds.includes(admin.id))
      .map(([id]) => id),
    avatar: { type: "avatar", image_url: null },
  };
}

export function teamBody(
  id: number,
  { name, adminIds }: { name: string; adminIds: number[] },
): object {
  return {
    type: "team",
    id: String(id),
    name,
    admin_ids: adminIds,
    admin_priority_level: { primary_admin_ids: [], secondary_admin_ids: [] },
  };
}

export function contactBody({
  id,
  name,
  email,
}: Conversation["contact"]): object {
  return {
    type: "contact",
    id,
    workspace_id: "a86dr8yl",
    external_id: null,
    role: "user",
    email,
    phone: null,
    name,
    custom_attributes: {},
    tags: { type: "list", data: [], url: "", total_count: 0, has_more: false },
  };
}

export function errorBody(code: string, message: string): object {
  return {
    type: "error.list",
    request_id: "2e760b85-9020-471b-89dc-f579ec8a0104",
    errors: [{ code, message }],
  };
}
