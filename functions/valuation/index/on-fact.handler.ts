import { factsHandler } from "../../../shared/streams/functions.ts";
import { valuation } from "../deployment.ts";
import { valuationPorts } from "../ports.ts";
import { indexReactions } from "./recompute.ts";

/** A baseline price or a basket was published: computes the indexes that it is in. */
export const handler = factsHandler(valuation.functions["valuation-index"], (granted) => indexReactions(valuationPorts(granted)));
