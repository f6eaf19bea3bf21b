import * as z from "zod";
import { expects } from "../../../shared/kernel/expectations.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, shortText, words } from "../../../shared/kernel/schemas.ts";
import { evidenceNamed, reportState, reportStated } from "../reports/shapes.ts";
import { verificationLifecycles } from "./lifecycles.ts";

const signedError = expects(
  "须为十进制数字符串，可为负，整数不超过 12 位，小数不超过 20 位",
  "a decimal string, also below zero, at most 12 digits before and 20 after the point",
);
const signed = z.string({ error: signedError }).regex(/^-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,20})?$/, { error: signedError });
const figures = {
  tce: signed.optional().describe("Tonnes of coal equivalent of the line, below zero for what is exported; unchanged when absent"),
  tco2: signed.describe("Tonnes of CO2 of the line, below zero for what is exported or recovered"),
};
/** Number of a line of the report. */
const line = z.int().min(0).max(60).describe("Line of the report, from 1; 0 for the report as a whole");

/** The figure that takes the place of a line if nothing comes in time. */
export const conservativeFigure = component("ConservativeFigure", {
  ...figures,
  basis: shortText.describe("What it rests on: the factor of the control plan, or the verifier's own estimate"),
});
/** Such a figure. */
export type ConservativeFigure = z.output<typeof conservativeFigure>;

/** What a verifier asks. */
export const findingBody = {
  line,
  found: shortText.describe("What was found"),
  asked: shortText.describe("What is asked of the entity"),
  conservative: conservativeFigure.describe("What is set if it is not answered in time; never below what was reported"),
} as const;

const answer = component("NonConformityAnswer", {
  text: shortText.describe("What the entity answers"),
  evidence: z.array(evidenceNamed).describe("Documents that support it"),
  answeredAt: instantOut("When it was answered"),
});
/** One round of a non-conformity: what was asked, by when it was to be answered, and the answer. */
export const round = component("NonConformityRound", {
  round: z.int().min(1).describe("Number of the round"),
  asked: z.string().describe("What was asked"),
  askedAt: instantOut("When it was asked"),
  answerBy: instantOut("First instant after the last working day to answer"),
  provisional: z.boolean().describe("Whether the working days rest on a calendar whose notice is not published"),
  answer: answer.describe("What the entity answered; absent while it has not").optional(),
});
/** Such a round. */
export type Round = z.output<typeof round>;

/** State of a non-conformity. */
export const findingState = words("NonConformityState", verificationLifecycles.nonConformity.states, "State of the non-conformity");
/** A non-conformity with its rounds. */
export const finding = component("NonConformity", {
  number: z.int().min(1).describe("Number of the non-conformity in this verification"),
  state: findingState,
  line,
  found: z.string().describe("What was found"),
  conservative: conservativeFigure.describe("What is set if it is not answered in time"),
  rounds: z.array(round).describe("Every round, the first one first"),
  closedBecause: z.string().optional().describe("What the verifier said when it closed it"),
  endedAt: instantOut("When it was closed, dropped or a conservative figure was set").optional(),
});

/** Figures that the verifier found for a line. */
export const lineChange = component("VerifiedLine", {
  line: z.int().min(1).max(60).describe("Line of the report, from 1"),
  ...figures,
  reason: shortText.describe("Why it differs from what was reported"),
});
/** Such figures. */
export type LineChange = z.output<typeof lineChange>;

/** What an assignment came to. */
export const conclusion = component("VerificationConclusion", {
  concludedAt: instantOut("When verification was concluded, and its entity told"),
  opinion: z.string().describe("What the verifier concludes"),
  verifiedTce: decimalOut.describe("Verified tonnes of coal equivalent"),
  verifiedTco2: decimalOut.describe("Verified tonnes of CO2, not rounded"),
  changes: z
    .array(lineChange.extend({ conservative: z.boolean().describe("Whether the figure is one that was set for want of an answer") }))
    .describe("Every line whose figures differ from what was reported"),
  respondBy: instantOut("First instant after the last working day on which the entity may ask for re-verification"),
  provisional: z.boolean().describe("Whether the working days rest on a calendar whose notice is not published"),
  agreedAt: instantOut("When the entity agreed, so that its days to respond are over").optional(),
});
/** What an assignment came to. */
export type Conclusion = z.output<typeof conclusion>;

/** State of a request for re-verification. */
export const reverificationState = words("ReverificationState", verificationLifecycles.reverification.states, "State of the request");
/** A request for re-verification. */
export const reverification = component("Reverification", {
  state: reverificationState,
  reason: field.reason,
  requestedAt: instantOut("When the entity asked for it"),
  decideBy: instantOut("First instant after the last working day to decide"),
  provisional: z.boolean().describe("Whether the working days rest on a calendar whose notice is not published"),
  decision: z.string().optional().describe("Why it was granted or refused"),
  documentNumber: field.documentNumber.optional(),
  decidedAt: instantOut("When it was decided").optional(),
});
/** Such a request. */
export type Reverification = z.output<typeof reverification>;

/** Names of a verifier, as of its assignment. */
export const verifierNamed = {
  verifierId: z.string().describe("Verifier, a member"),
  verifierName: z.string().describe("Name of the verifier"),
  verifierCode: z.string().describe("Unified social credit code of the verifier"),
} as const;

/** A verification in a list. */
export const listedVerification = component("ListedVerification", {
  ...reportStated,
  ...verifierNamed,
  assignment: z.int().min(1).describe("How often the report was assigned"),
  state: reportState,
  documentNumber: field.documentNumber,
  assignedAt: instantOut("When it was assigned"),
  begunAt: instantOut("When the verifier began").optional(),
  withdrawnAt: instantOut("When the assignment was withdrawn").optional(),
  withdrawnBecause: z.string().optional().describe("Why the assignment was withdrawn"),
  openFindings: count.describe("Non-conformities that are open"),
  conclusion: conclusion.describe("What it came to; absent while it is not concluded").optional(),
  reverification: reverification.describe("The request for re-verification; absent where there is none").optional(),
});
/** The verification of a report, with its non-conformities. */
export const verification = listedVerification
  .extend({
    findings: z.array(finding).describe("Non-conformities of this assignment, in their order"),
    earlier: z.array(listedVerification.omit({ state: true })).describe("Earlier assignments of the report; none for a verifier"),
  })
  .meta({ id: "Verification" });
