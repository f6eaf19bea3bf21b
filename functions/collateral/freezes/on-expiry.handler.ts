import { factsHandler } from "../../../shared/streams/functions.ts";
import { collateral } from "../deployment.ts";
import { collateralOwnPorts } from "../ports.ts";
import { expiryReactions } from "./expiry-reactions.ts";

/** Ends pledges and freezes on what has expired, and tells banks and courts. */
export const handler = factsHandler(collateral.functions["collateral-on-expiry"], (granted) =>
  expiryReactions(collateralOwnPorts(granted)),
);
