/** Bounds of a request body; part of the API's description. */
export const bodyBounds = {
  bytes: 4 * 1024 * 1024,
  /** Members of objects and elements of arrays, in all. */
  values: 20_000,
  /** Objects and arrays inside one another. */
  depth: 10,
  /** Characters of a member's name as written. */
  nameLength: 100,
} as const;
