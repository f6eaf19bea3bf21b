import { factsHandler } from "../../../shared/streams/functions.ts";
import { collateral } from "../deployment.ts";
import { collateralOwnPorts } from "../ports.ts";
import { reactionsOf } from "./hear-names.ts";

/** Keeps every name that a member bears, so that what is registered on what it owns is found by any of them. */
export const handler = factsHandler(collateral.functions["collateral-names-on-fact"], (granted) =>
  reactionsOf(collateralOwnPorts(granted)),
);
