import { factsHandler } from "../../../shared/streams/functions.ts";
import { surveillance } from "../deployment.ts";
import { screeningPorts } from "../ports.ts";
import { reactionsOf } from "./hear-auction.ts";

/** Screens auctions that have closed. */
export const handler = factsHandler(surveillance.functions["surveillance-on-auction"], (granted) => reactionsOf(screeningPorts(granted)));
