import { authorizationOfParts } from "../../support/ownership.ts";
import { evidenceAuthorization } from "./records/evidence.ts";
import { exportsAuthorization } from "./records/exports.ts";
import { holdingsAuthorization } from "./records/holdings.ts";
import { pedigreeAuthorization } from "./records/pedigree.ts";
import { reportsAuthorization } from "./records/reports.ts";
import { sealingAuthorization } from "./records/sealing.ts";
import { statementsAuthorization } from "./records/statements.ts";
import { statisticsAuthorization } from "./records/statistics.ts";
import { tradesAuthorization } from "./records/trades.ts";

const parts = [
  statementsAuthorization,
  tradesAuthorization,
  pedigreeAuthorization,
  holdingsAuthorization,
  sealingAuthorization,
  exportsAuthorization,
  evidenceAuthorization,
  statisticsAuthorization,
  reportsAuthorization,
];

/** What records tell belongs to the members it is about, and to the regulators of its area. */
export const authorization = authorizationOfParts(parts);
