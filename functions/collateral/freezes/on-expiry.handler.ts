import { factsHandler } from "../../../shared/streams/functions.ts";
import { freezesFunctions } from "./deployment.ts";
import { rightEndPorts } from "./end-with-right.ts";
import { expiryReactions } from "./expiry-reactions.ts";

/** Ends pledges and freezes on what has expired, and tells banks and courts. */
export const handler = factsHandler(freezesFunctions["collateral-on-expiry"], (granted) => expiryReactions(rightEndPorts(granted)));
