/** Files that a workbook may consist of: a large one has some dozens. */
export const mostParts = 1_000;
/** Bytes that all its files may have when expanded. Ten thousand rows of twenty columns have about a quarter of it. */
export const mostExpandedBytes = 64 * 1024 * 1024;
/** How many times its size a file may expand to; the XML of sheets expands to 10 to 40 times, a bomb to 1,000. */
export const mostRatio = 100;
/** Files below this size are small however much they expand. */
export const ratioFrom = 1024 * 1024;
/** Texts that a workbook may share. */
export const mostSharedTexts = 500_000;
