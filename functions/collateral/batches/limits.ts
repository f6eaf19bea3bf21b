/** Rows that a batch may have. */
export const mostRows = 1_000;
/** Bytes that a file may have. */
export const mostBytes = 1024 * 1024;
/** Errors of a refused batch that are listed; all are counted. */
export const mostErrors = 1_000;
/** Rows that are kept in one row of the table and drafted in one transaction, with six items each: it lies in one area, and is in the lists of that one and of the city. */
export const rowsPerPage = 16;
