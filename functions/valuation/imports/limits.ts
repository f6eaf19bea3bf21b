/** Lines that a file may have, without its header. */
export const mostLines = 2_000;
/** Bytes that a file may have: with it in base64, a request for a second person stays well below what a row of the table can hold. */
export const mostBytes = 192 * 1024;
/** Errors of a refused file that are listed; all are counted. */
export const mostErrors = 1_000;
/** Lines that are kept in one row of the table and booked in one transaction, with three items each at most. */
export const linesPerPage = 25;
