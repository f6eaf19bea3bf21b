import { factsHandler } from "../../../shared/streams/functions.ts";
import { collateralOwnPorts } from "../ports.ts";
import { freezesFunctions } from "./deployment.ts";
import { expiryReactions } from "./expiry-reactions.ts";

/** Ends pledges and freezes on what has expired, and tells banks and courts. */
export const handler = factsHandler(freezesFunctions["collateral-on-expiry"], (granted) => expiryReactions(collateralOwnPorts(granted)));
