import { authorizationOfParts } from "../../support/ownership.ts";
import { batchesAuthorization } from "./collateral/batches.ts";
import { changesAuthorization } from "./collateral/changes.ts";
import { coverageAuthorization } from "./collateral/coverage.ts";
import { disclosureAuthorization } from "./collateral/disclosure.ts";
import { enforcementAuthorization } from "./collateral/enforcement.ts";
import { filingAuthorization } from "./collateral/filing.ts";
import { freezesAuthorization } from "./collateral/freezes.ts";
import { incomeAuthorization } from "./collateral/income.ts";
import { pledgesAuthorization } from "./collateral/pledges.ts";
import { searchAuthorization } from "./collateral/search.ts";

const parts = [
  pledgesAuthorization,
  changesAuthorization,
  filingAuthorization,
  batchesAuthorization,
  freezesAuthorization,
  enforcementAuthorization,
  coverageAuthorization,
  disclosureAuthorization,
  incomeAuthorization,
  searchAuthorization,
];

/** The things of collateral: pledges belong to their bank and their pledgor, and what a court ordered to who entered it. */
export const authorization = authorizationOfParts(parts);
