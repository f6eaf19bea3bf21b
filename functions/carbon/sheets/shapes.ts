/** Names of the templates, by the table and its format. */
export const templateNames = ["report.xlsx", "report.csv", "month.xlsx", "month.csv"] as const;
