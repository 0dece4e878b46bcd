/** What a check names beside an adapter's needs. */
export const TICKET_PART = "ticket";
export const REPLY_OR_NOTE = "reply or note";
export const REPLY_BOX_THAT_TAKES_TEXT = "reply box that takes text";
