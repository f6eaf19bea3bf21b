import { api as pledgesApi } from "../../functions/collateral/api.ts";
import { api as changesApi } from "../../functions/collateral/api-changes.ts";
import { api as courtsApi } from "../../functions/collateral/api-courts.ts";
import { api as disclosureApi } from "../../functions/collateral/api-disclosure.ts";
import { api as searchApi } from "../../functions/collateral/api-search.ts";
import { collateral } from "../../functions/collateral/deployment.ts";
import { functionsOfKind } from "../../shared/deployment/derive.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { type Door, frontDoor, jointly } from "./front-door.ts";
import type { Granted } from "./granted.ts";

const apis = [pledgesApi, changesApi, courtsApi, disclosureApi, searchApi];
invariant(apis.length === functionsOfKind([collateral], "api").length, "tests open every API function of collateral");

/** The one front door of all API functions of collateral. */
export function collateralDoor(granted: Granted): Door {
  return frontDoor(jointly(apis.map((api) => api.open(granted))));
}
