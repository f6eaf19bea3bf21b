import { requestExamples } from "../shared/approvals/examples.ts";
import { functionsOfKind } from "../shared/deployment/derive.ts";
import { requestsName } from "../shared/deployment/second-person.ts";
import type { ExamplesByOperation } from "../shared/http/examples.ts";
import { paymentExamples, planExamples } from "./allocations/examples.ts";
import { auctionsExamples } from "./auctions/examples.ts";
import { calendarExamples } from "./calendar/examples.ts";
import { carbonExamples } from "./carbon/examples.ts";
import { cashExamples } from "./cash/examples.ts";
import { collateralExamples } from "./collateral/examples.ts";
import { complianceExamples } from "./compliance/examples.ts";
import { documentationExamples } from "./documentation/examples.ts";
import { licencesExamples } from "./licences/examples.ts";
import { noticesExamples } from "./notices/examples.ts";
import { partiesExamples } from "./parties/examples.ts";
import { permitsExamples } from "./permits/examples.ts";
import { recordsExamples } from "./records/examples.ts";
import { contexts } from "./registry.ts";
import { story } from "./story.ts";
import { surplusExamples } from "./surplus/examples.ts";
import { surveillanceExamples } from "./surveillance/examples.ts";
import { valuationExamples } from "./valuation/examples.ts";

const requests = functionsOfKind(contexts, "api").flatMap(({ definition }) =>
  definition.requests ? requestsName(definition.requests) : [],
);

/** The examples of the whole API, for its description. An example is sent by the persona of the local cloud that it is named after, or that `by` names. */
export const examples: ExamplesByOperation = {
  ...partiesExamples,
  ...calendarExamples,
  ...permitsExamples,
  ...planExamples,
  ...paymentExamples,
  ...licencesExamples,
  ...cashExamples,
  ...auctionsExamples,
  ...surplusExamples,
  ...valuationExamples,
  ...carbonExamples,
  ...collateralExamples,
  ...complianceExamples,
  ...noticesExamples,
  ...recordsExamples,
  ...surveillanceExamples,
  ...documentationExamples,
  ...Object.assign({}, ...requests.map((name) => requestExamples(name, story.requestId))),
};
