import type { Examples } from "../../../shared/http/examples.ts";
import { documentHash, mill, story } from "../../story.ts";
import type { declarationEndpoints } from "./contract.ts";

const { declarationId } = story;
const params = { declarationId };
const evidence = [{ title: "Online monitoring, January and February", sha256: documentHash }];
const figures = { tonnes: "2.4", aboveLimitTonnes: "0.1", method: "automatic", evidence } as const;
const documentNumber = "EZ-2026-51";
const declared = {
  ...{ declarationId, siteId: mill.siteId, siteName: "Works 1", partyId: mill.partyId, partyName: mill.name },
  ...{ creditCode: mill.creditCode, area: story.district, licenceNumber: mill.licenceNumber, pollutant: story.pollutant, year: "2026" },
  ...{ version: 1, ...figures, state: "draft" as const, changedAt: story.afterwards },
};

/** Examples of declarations: the paper mill declares what it has discharged so far. */
export const declarationExamples: Examples<typeof declarationEndpoints> = {
  draftDeclaration: {
    mill: {
      summary: "What the paper mill has discharged so far, bad days included",
      body: { siteId: mill.siteId, pollutant: story.pollutant, year: "2026", ...figures },
      response: declared,
    },
  },
  changeDeclaration: {
    mill: {
      summary: "With the day that was missing",
      params,
      body: { ...figures, tonnes: "2.5" },
      response: { ...declared, tonnes: "2.5" },
    },
  },
  submitDeclaration: { mill: { summary: "The mill submits it", params } },
  decideDeclaration: {
    returned: {
      by: "bureau",
      summary: "A day is missing",
      params,
      body: { accepted: false, reason: "2 February is missing", documentNumber },
    },
    bureau: {
      summary: "The bureau accepts it",
      params,
      body: { accepted: true, documentNumber },
      response: { ...declared, tonnes: "2.5", state: "accepted", documentNumber },
    },
  },
  reverseDeclaration: {
    bureau: { summary: "The meter was not calibrated", params, body: { reason: "the meter was not calibrated", documentNumber } },
  },
  readDeclaration: { mill: { summary: "The declaration", params } },
  listDeclarations: { bureau: { summary: "Declarations that wait for the bureau", query: { area: story.city, state: "submitted" } } },
};
