/** Ids that we made up start so: what carries one was read from the page and confirms nothing. */
export const PAGE_MESSAGE = "page:";
