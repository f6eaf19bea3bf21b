import { api as statementsApi } from "../../functions/records/api.ts";
import { api as marketApi } from "../../functions/records/api-market.ts";
import { api as proofApi } from "../../functions/records/api-proof.ts";
import { api as tradesApi } from "../../functions/records/api-trades.ts";
import { records } from "../../functions/records/deployment.ts";
import { functionsOfKind } from "../../shared/deployment/derive.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { FurtherApi } from "./collateral-door.ts";
import { type Door, frontDoor, jointly } from "./front-door.ts";
import type { Granted } from "./granted.ts";

const apis = [statementsApi, tradesApi, proofApi, marketApi];
invariant(apis.length === functionsOfKind([records], "api").length, "tests open every API function of records");

/** The one front door of all API functions of records, and of those of other contexts that a test needs. */
export function recordsDoor(granted: Granted, others: readonly FurtherApi[] = []): Door {
  return frontDoor(jointly([...apis, ...others].map((api) => api.open(granted))));
}
