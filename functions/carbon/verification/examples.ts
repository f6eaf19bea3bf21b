import type { Examples } from "../../../shared/http/examples.ts";
import { auditor, checker, mill, story } from "../../story.ts";
import type { verificationEndpoints } from "./contract.ts";

const ofReport = { reportId: `${mill.partyId}.2025` };
const ofFinding = { ...ofReport, number: "1" };
const document = { documentNumber: "EZ-2026-81" };

/** Examples of verification: a question about the mill's coal, its answer, and another verifier that looks at the report again. */
export const verificationExamples: Examples<typeof verificationEndpoints> = {
  assignVerifier: {
    bureau: {
      summary: "The mill's report is assigned to a verifier",
      params: ofReport,
      body: { verifierId: checker.partyId, ...document },
    },
  },
  withdrawAssignment: {
    bureau: { summary: "The verifier is withdrawn", params: ofReport, body: { reason: "its engineer fell ill" } },
  },
  listVerifications: {
    checker: { summary: "What the verifier is assigned to" },
    bureau: { summary: "Requests for re-verification that wait", query: { area: story.city, reverification: "requested" } },
  },
  readVerification: { mill: { summary: "What was asked and found", params: ofReport } },
  beginVerification: {
    checker: { summary: "The verifier begins", params: ofReport },
    auditor: { summary: "The other verifier begins", params: ofReport },
  },
  raiseNonConformity: {
    checker: {
      summary: "A question about the coal",
      params: ofReport,
      body: {
        ...{ line: 1, found: "the carbon content of July was not sampled", asked: "the laboratory report of July" },
        conservative: { tco2: "21500", basis: "highest carbon content of the other months" },
      },
    },
  },
  answerNonConformity: {
    mill: { summary: "The mill answers", params: ofFinding, body: { text: "the report of July is with the bill of the coal" } },
  },
  closeNonConformity: {
    again: { by: "checker", summary: "It is asked again", params: ofFinding, body: { closed: false, text: "which laboratory?" } },
    checker: { summary: "The answer settles it", params: ofFinding, body: { closed: true, text: "an accredited laboratory" } },
  },
  concludeVerification: {
    checker: {
      summary: "The electricity was less",
      params: ofReport,
      body: {
        opinion: "The report is reliable apart from the electricity of December",
        changes: [{ line: 2, tco2: "12700", reason: "the bill of December was counted twice" }],
      },
    },
    auditor: { summary: "What the other verifier found", params: ofReport, body: { opinion: "The report is reliable" } },
  },
  respondToVerification: {
    mill: { summary: "The mill asks for another verifier", params: ofReport, body: { agreed: false, reason: "no bill was counted twice" } },
    agreed: { by: "mill", summary: "The mill agrees", params: ofReport, body: { agreed: true } },
  },
  decideReverification: {
    bureau: {
      summary: "Another verifier looks at the report",
      params: ofReport,
      body: { granted: true, verifierId: auditor.partyId, reason: "the bill is in dispute", documentNumber: "EZ-2026-82" },
    },
  },
};
