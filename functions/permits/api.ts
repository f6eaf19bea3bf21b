import { defineApi } from "../../shared/http/api.ts";
import { addToReserve } from "./add-to-reserve.ts";
import { certifyNeed } from "./certify-need.ts";
import { permits } from "./deployment.ts";
import { grantLimitException } from "./limits/grant-exception.ts";
import { listAreaTargets, listLimitExceptions, readAreaTarget, readLimitException } from "./limits/read-limits.ts";
import { recordMetTarget, recordMissedTarget } from "./limits/record-target.ts";
import { revokeLimitException } from "./limits/revoke-exception.ts";
import { permitsPorts } from "./ports.ts";
import { permitsProblems } from "./problems.ts";
import { listCaps, readCap } from "./read-caps.ts";
import { listHoldings, listPermitSites } from "./read-holdings.ts";
import { listNeeds, readNeed } from "./read-needs.ts";
import { readReserve } from "./read-reserve.ts";
import { readRunway } from "./runway/read-runway.ts";
import { setCap } from "./set-cap.ts";
import { withdrawNeed } from "./withdraw-need.ts";

/** The API of permits. */
export const api = defineApi(permits.functions["permits-api"], permitsProblems, permitsPorts, {
  setCap,
  readCap,
  listCaps,
  readRunway,
  addToReserve,
  readReserve,
  certifyNeed,
  withdrawNeed,
  readNeed,
  listNeeds,
  listPermitSites,
  listHoldings,
  recordMissedTarget,
  recordMetTarget,
  readAreaTarget,
  listAreaTargets,
  grantLimitException,
  revokeLimitException,
  readLimitException,
  listLimitExceptions,
});
