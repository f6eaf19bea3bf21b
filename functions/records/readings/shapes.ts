import { documentReference, shortText } from "../../../shared/kernel/schemas.ts";

/** Why data of others is asked for: members of the query of everything that can show it. */
export const whyAsked = {
  purpose: shortText
    .optional()
    .describe("What it is read for; asked for where data of others is read, recorded, and seen by whoever it is about")
    .meta({ example: "Inspection of 2026" }),
  investigation: documentReference
    .optional()
    .describe("Number of the investigation for which parties must not see that they were read; of regulators only")
    .meta({ example: "EZ-INV-2026-3" }),
} as const;
