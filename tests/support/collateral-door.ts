import { api as pledgesApi } from "../../functions/collateral/api.ts";
import { api as changesApi } from "../../functions/collateral/api-changes.ts";
import { api as courtsApi } from "../../functions/collateral/api-courts.ts";
import { api as disclosureApi } from "../../functions/collateral/api-disclosure.ts";
import { api as searchApi } from "../../functions/collateral/api-search.ts";
import { collateral } from "../../functions/collateral/deployment.ts";
import { functionsOfKind } from "../../shared/deployment/derive.ts";
import type { OpenApi } from "../../shared/http/api.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { type Door, frontDoor, jointly } from "./front-door.ts";
import type { Granted } from "./granted.ts";

const apis = [pledgesApi, changesApi, courtsApi, disclosureApi, searchApi];
invariant(apis.length === functionsOfKind([collateral], "api").length, "tests open every API function of collateral");

/** An API function that is opened besides. */
export type FurtherApi = { readonly open: (granted: Granted) => OpenApi };

/** The one front door of all API functions of collateral, and of those of other contexts that a test needs. */
export function collateralDoor(granted: Granted, others: readonly FurtherApi[] = []): Door {
  return frontDoor(jointly([...apis, ...others].map((api) => api.open(granted))));
}
