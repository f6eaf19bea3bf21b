import type { AuthorizationRows } from "../../support/ownership.ts";
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
export const authorization: AuthorizationRows = {
  ownership: Object.assign({}, ...parts.map(({ ownership }) => ownership)),
  async given(house, owner, verifier) {
    const found: Record<string, string> = {};
    for (const { given } of parts) Object.assign(found, await given?.(house, owner, verifier));
    return found;
  },
};
