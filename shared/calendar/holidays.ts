/** The statutory holidays, and `special` for a day off that a notice grants beyond the law. */
export const holidays = [
  "new-year",
  "spring-festival",
  "qingming",
  "labour-day",
  "dragon-boat",
  "mid-autumn",
  "national-day",
  "special",
] as const;
/** One of them. */
export type Holiday = (typeof holidays)[number];
