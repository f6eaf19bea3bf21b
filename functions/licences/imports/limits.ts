/** Lines that a file may have, without its header. */
export const mostLines = 10_000;
/** Bytes that a file may have. */
export const mostBytes = 2 * 1024 * 1024;
/** Errors of a refused file that are kept to be read; all are counted. */
export const mostErrors = 1_000;
/** Lines that are kept in one row of the table and compared in one step. */
export const linesPerPage = 100;
/** Seconds until the same file may be imported again: a day. */
export const secondsBetweenImports = 86_400;
