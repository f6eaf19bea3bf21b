import { authorizationOfParts } from "../../support/ownership.ts";
import { allowancesAuthorization } from "./carbon/allowances.ts";
import { controlPlansAuthorization } from "./carbon/control-plans.ts";
import { monthsAuthorization } from "./carbon/months.ts";
import { registerAuthorization } from "./carbon/register.ts";
import { reportsAuthorization } from "./carbon/reports.ts";
import { sheetsAuthorization } from "./carbon/sheets.ts";
import { surrenderAuthorization } from "./carbon/surrender.ts";
import { verificationAuthorization } from "./carbon/verification.ts";

const parts = [
  registerAuthorization,
  controlPlansAuthorization,
  monthsAuthorization,
  reportsAuthorization,
  verificationAuthorization,
  allowancesAuthorization,
  surrenderAuthorization,
  sheetsAuthorization,
];

/** The things of carbon: those of an entity belong to it and to the authorities of its area. */
export const authorization = authorizationOfParts(parts);
