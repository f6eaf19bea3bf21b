import { factsHandler } from "../../../shared/streams/functions.ts";
import { collateralOwnPorts } from "../ports.ts";
import { searchFunctions } from "./deployment.ts";
import { reactionsOf } from "./hear-names.ts";

/** Keeps every name that a member bears, so that what is registered on what it owns is found by any of them. */
export const handler = factsHandler(searchFunctions["collateral-names-on-fact"], (granted) => reactionsOf(collateralOwnPorts(granted)));
