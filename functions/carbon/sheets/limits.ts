/** Rows that a table may have, without its header. */
export const mostLines = 10_000;
/** Errors that an answer tells; all are counted. */
export const mostErrors = 1_000;
/** Bytes of a file within a call. */
export const mostBytesInCall = 2 * 1024 * 1024;
/** Bytes of a file that was uploaded before. */
export const mostBytes = 10 * 1024 * 1024;
/** Rows of the table of a month: one for each activity of a control plan. */
export const mostLinesOfMonth = 40;
/** Bytes of the file of a month: what waits for a second person is kept with it. */
export const mostBytesOfMonth = 96 * 1024;
