/** Bytes that a file of balances may have. */
export const mostStatementBytes = 4 * 1024;
/** Lines that it may have, without its header. */
export const mostStatementLines = 30;
