/** Raised when a wire shape changes. The backend answers 426 to a version it does not know. */
export const CONTRACT_VERSION = 1;
/** Sent with every request; the answer carries it too, so that either side can say which is older. */
export const CONTRACT_HEADER = "x-heed-contract";
