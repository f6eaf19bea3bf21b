/** Lines that a statement may have, without its header. */
export const mostLines = 1_000;
/** Bytes that a statement may have. */
export const mostBytes = 512 * 1024;
