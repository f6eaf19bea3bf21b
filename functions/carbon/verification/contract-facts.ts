import * as z from "zod";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { dayOut, field } from "../../../shared/kernel/fields.ts";
import { decimalOut } from "../../../shared/kernel/schemas.ts";
import { entityYear } from "../shapes.ts";
import { verifierNamed } from "./shapes.ts";

const inFacts = {
  ...entityYear,
  reportId: z.string().describe("Report: `<partyId>.<year>`"),
  version: z.int().describe("Version of the report"),
  market: z.string().describe("Market of the entity in that year, or `none`"),
  ...verifierNamed,
};
const ofFinding = {
  ...inFacts,
  number: z.int().describe("Number of the non-conformity"),
  round: z.int().describe("Round of questions and answers"),
  line: z.int().describe("Line of the report, from 1; 0 for the report as a whole"),
};
const verified = {
  verifiedTce: decimalOut.describe("Verified tonnes of coal equivalent"),
  verifiedTco2: decimalOut.describe("Verified tonnes of CO2, not rounded"),
};
const decided = { reason: field.reason, documentNumber: field.documentNumber };

/** The facts of verification. */
export const verificationFacts = {
  verifierAssigned: factSchema(
    "carbon-verifier-assigned",
    1,
    z.object({ ...inFacts, documentNumber: field.documentNumber }),
    "A screened report was assigned to a verifier.",
  ),
  assignmentWithdrawn: factSchema(
    "carbon-assignment-withdrawn",
    1,
    z.object({ ...inFacts, reason: field.reason }),
    "The assignment of a report to a verifier was withdrawn; another verifier is to be assigned.",
  ),
  verificationBegun: factSchema("carbon-verification-begun", 1, z.object(inFacts), "A verifier began to verify a report."),
  nonConformityRaised: factSchema(
    "non-conformity-raised",
    1,
    z.object({
      ...ofFinding,
      found: z.string().describe("What was found"),
      asked: z.string().describe("What is asked of the entity"),
      lastDay: dayOut("Last day to answer"),
      conservativeTco2: decimalOut.describe("Tonnes of CO2 that are set for the line if it is not answered in time"),
    }),
    "A verifier asked about a line of a report, for the first time or again.",
  ),
  nonConformityAnswered: factSchema(
    "non-conformity-answered",
    1,
    z.object({ ...ofFinding, text: z.string().describe("What the entity answered") }),
    "An entity answered a non-conformity.",
  ),
  nonConformityClosed: factSchema(
    "non-conformity-closed",
    1,
    z.object({ ...ofFinding, text: z.string().describe("Why it is settled") }),
    "A verifier closed a non-conformity.",
  ),
  conservativeFigureSet: factSchema(
    "conservative-figure-set",
    1,
    z.object({
      ...ofFinding,
      conservativeTco2: decimalOut.describe("Tonnes of CO2 that count for the line"),
      basis: z.string().describe("What the figure rests on"),
    }),
    "A non-conformity was not answered in time, and a conservative figure was set for its line.",
  ),
  verificationConcluded: factSchema(
    "carbon-verification-concluded",
    1,
    z.object({
      ...inFacts,
      ...verified,
      opinion: z.string().describe("What the verifier concluded"),
      changedLines: z.array(z.int()).describe("Lines whose figures differ from what was reported; 0 for the report as a whole"),
      conservative: z.boolean().describe("Whether a conservative figure was set for a part of it"),
      lastDay: dayOut("Last day on which the entity may ask for re-verification"),
    }),
    "A verification was concluded; this is the feedback to its entity.",
  ),
  verificationAgreed: factSchema(
    "carbon-verification-agreed",
    1,
    z.object({ ...inFacts, ...verified }),
    "An entity agreed with the verified figures of its report.",
  ),
  reverificationRequested: factSchema(
    "re-verification-requested",
    1,
    z.object({ ...inFacts, ...verified, reason: field.reason, lastDay: dayOut("Last day to decide") }),
    "An entity asked that another verifier looks at its report.",
  ),
  reverificationOverdue: factSchema(
    "re-verification-overdue",
    1,
    z.object({ ...inFacts, lastDay: dayOut("Last day on which it was to be decided") }),
    "A request for re-verification was not decided in time; it can still be decided.",
  ),
  reverificationGranted: factSchema(
    "re-verification-granted",
    1,
    z.object({ ...inFacts, ...decided, earlierVerifierName: z.string().describe("Who verified the report before") }),
    "A re-verification was granted, and another verifier assigned.",
  ),
  reverificationRefused: factSchema(
    "re-verification-refused",
    1,
    z.object({ ...inFacts, ...decided }),
    "A re-verification was refused; the verified figures stand.",
  ),
} as const;
