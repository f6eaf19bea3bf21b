import { factsHandler } from "../../../shared/streams/functions.ts";
import { compliance } from "../deployment.ts";
import { hearingPorts } from "../ports.ts";
import { reactionsOf } from "./reactions.ts";

/** Keeps what facts say of what is required and held, and recalculates the obligations that they are about. */
export const handler = factsHandler(compliance.functions["compliance-on-fact"], (granted) => reactionsOf(hearingPorts(granted)));
