import type { Comment, StoredTicket, User, ZendeskState } from "./state.ts";
import { GROUP_ID, SYSTEM_USER } from "./state.ts";

/** The bodies of the API, key for key as documented, also the keys nobody here reads: parsers must bear them. */

const ACCOUNT_AT = "2025-01-01T00:00:00Z";
const SYSTEM_FIELDS = [
  ["subject", "Subject"],
  ["description", "Description"],
  ["status", "Status"],
  ["priority", "Priority"],
  ["group", "Group"],
  ["assignee", "Assignee"],
] as const;

export function ticketBody(
  ticket: StoredTicket,
  origin: string,
  state: ZendeskState,
) {
  const customFields = [...state.fieldIds.values()].map((id) => ({
    id,
    value: ticket.fields.get(id) ?? null,
  }));
  const subject = ticket.subject;
  return {
    url: `${origin}/api/v2/tickets/${ticket.id}.json`,
    id: ticket.id,
    external_id: null,
    via: ticketVia(ticket, state.user(ticket.requesterId)),
    created_at: ticket.createdAt,
    updated_at: ticket.updatedAt,
    generated_timestamp: Math.floor(Date.parse(ticket.updatedAt) / 1000),
    type: "question",
    subject,
    raw_subject: subject,
    description:
      ticket.comments.find((comment) => comment.public)?.plainBody ?? "",
    priority: ticket.priority,
    status: ticket.status,
    recipient: ticket.channel === "email" ? "support@acme.zendesk.com" : null,
    requester_id: ticket.requesterId,
    submitter_id: ticket.requesterId,
    assignee_id: ticket.assigneeId,
    organization_id: null,
    group_id: GROUP_ID,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: true,
    due_at: null,
    tags: ticket.tags,
    custom_fields: customFields,
    fields: customFields,
    satisfaction_rating: { score: "unoffered" },
    sharing_agreement_ids: [],
    custom_status_id: 1900000000001,
    encoded_id: `SBX${ticket.id}-8ZRP`,
    followup_ids: [],
    ticket_form_id: 2,
    brand_id: 123,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: isMessaging(ticket),
  };
}

export function commentBody(
  comment: Comment,
  origin: string,
  ticket: StoredTicket,
  state: ZendeskState,
) {
  const author = state.user(comment.authorId);
  return {
    id: comment.id,
    type: "Comment",
    author_id: comment.authorId,
    body: comment.plainBody,
    html_body: comment.htmlBody,
    plain_body: comment.plainBody,
    public: comment.public,
    attachments: comment.attachments.map((attachment, index) =>
      attachmentBody(attachment, comment.id * 10 + index, origin),
    ),
    audit_id: auditIdOf(comment),
    via:
      comment.authorType === "user"
        ? ticketVia(ticket, author)
        : { channel: "web", source: { from: {}, to: {}, rel: null } },
    created_at: comment.createdAt,
    metadata: {
      system: { client: "Mozilla/5.0", ip_address: "198.51.100.4" },
      custom: {},
    },
  };
}

/** Reading order of the log: messaging messages and comments are two kinds of event there. */
export function eventBody(
  comment: Comment,
  ticket: StoredTicket,
  state: ZendeskState,
) {
  const author = state.user(comment.authorId);
  const isMessage = isMessaging(ticket) && comment.public;
  return {
    id: `01JD0A8DC6EV34VR3W${String(comment.id).padStart(8, "0")}`,
    type: isMessage ? "Messaging::ConversationMessage" : "Comment",
    reference: isMessage
      ? `zen:sunco_message:${comment.id.toString(16).padStart(24, "0")}`
      : `zen:ticket_event:${comment.id}`,
    created_at: comment.createdAt,
    attachments: comment.attachments.map(({ name, contentType }, index) => ({
      id: comment.id * 10 + index,
      file_name: name,
      content_type: contentType,
    })),
    author: {
      type: comment.authorType,
      display_name: author.name,
      ...(comment.authorId === SYSTEM_USER
        ? {}
        : { "zen:support:user_id": comment.authorId }),
    },
    content: isMessage
      ? { type: "text", text: comment.plainBody }
      : { type: "html", body: comment.htmlBody },
    metadata: isMessage
      ? { source: { type: "web" } }
      : { is_public: comment.public, via: { channel: "web" } },
  };
}

export function userBody(user: User, origin: string) {
  return {
    id: user.id,
    url: `${origin}/api/v2/users/${user.id}.json`,
    name: user.name,
    email: user.email,
    created_at: ACCOUNT_AT,
    updated_at: ACCOUNT_AT,
    time_zone: "UTC",
    iana_time_zone: "Etc/UTC",
    phone: null,
    photo: null,
    locale_id: 1,
    locale: "en-US",
    organization_id: null,
    role: user.role,
    role_type: user.role === "end-user" ? null : 0,
    verified: true,
    external_id: null,
    tags: [],
    alias: "",
    active: true,
    shared: false,
    last_login_at: null,
    signature: null,
    details: "",
    notes: "",
    custom_role_id: null,
    moderator: false,
    ticket_restriction: user.role === "end-user" ? "requested" : null,
    only_private_comments: false,
    restricted_agent: false,
    suspended: false,
    default_group_id: user.role === "end-user" ? null : GROUP_ID,
    user_fields: {},
  };
}

/** Signed out, the API names nobody instead of refusing; a client that only looks for 401 takes this for a user. */
export function anonymousBody(origin: string) {
  const nobody = userBody(
    {
      id: 0,
      name: "Anonymous user",
      email: "invalid@example.com",
      role: "end-user",
    },
    origin,
  );
  return { ...nobody, id: null, url: null, authenticity_token: "anonymous" };
}

export function ticketFieldBodies(state: ZendeskState, origin: string) {
  const system = SYSTEM_FIELDS.map(([type, title], index) =>
    fieldBody(27600 + index, type, title, origin, false),
  );
  return [
    ...system,
    ...[...state.fieldIds].map(([title, id]) =>
      fieldBody(id, "text", title, origin, true),
    ),
  ];
}

export function groupBody(origin: string) {
  return {
    id: GROUP_ID,
    url: `${origin}/api/v2/groups/${GROUP_ID}.json`,
    name: "Support",
    deleted: false,
    default: true,
  };
}

export function auditIdOf(comment: Comment): number {
  return comment.id - 10_000;
}

export function isMessaging(ticket: StoredTicket): boolean {
  return ticket.channel === "messaging" || ticket.channel === "chat";
}

function fieldBody(
  id: number,
  type: string,
  title: string,
  origin: string,
  removable: boolean,
) {
  return {
    id,
    url: `${origin}/api/v2/ticket_fields/${id}.json`,
    type,
    title,
    raw_title: title,
    description: "",
    position: id - 27600,
    active: true,
    required: false,
    regexp_for_validation: null,
    title_in_portal: title,
    visible_in_portal: removable,
    editable_in_portal: removable,
    required_in_portal: false,
    tag: null,
    removable,
    key: null,
    agent_description: null,
    created_at: ACCOUNT_AT,
    updated_at: ACCOUNT_AT,
  };
}

function ticketVia(ticket: StoredTicket, from: User) {
  const channel =
    ticket.channel === "messaging" ? "native_messaging" : ticket.channel;
  if (channel !== "email")
    return { channel, source: { from: {}, to: {}, rel: null } };
  const to = { name: "Acme Support", address: "support@acme.zendesk.com" };
  return {
    channel,
    source: { from: { address: from.email, name: from.name }, to, rel: null },
  };
}

function attachmentBody(
  { name, contentType }: { name: string; contentType: string },
  id: number,
  origin: string,
) {
  const contentUrl = `${origin}/attachments/token/${id}/?name=${encodeURIComponent(name)}`;
  return {
    url: `${origin}/api/v2/attachments/${id}.json`,
    id,
    file_name: name,
    content_url: contentUrl,
    mapped_content_url: contentUrl,
    content_type: contentType,
    size: 20331,
    width: null,
    height: null,
    inline: false,
    deleted: false,
    malware_access_override: false,
    malware_scan_result: "malware_not_found",
    thumbnails: [],
  };
}
