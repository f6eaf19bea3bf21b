import { factsHandler } from "../../../shared/streams/functions.ts";
import { coverageFunctions } from "./deployment.ts";
import { coveragePorts } from "./ports.ts";
import { reactionsOf } from "./reactions.ts";

/** Recalculates the coverages that facts may have changed, and gives debtors their statements. */
export const handler = factsHandler(coverageFunctions["collateral-coverage-on-fact"], (granted) => reactionsOf(coveragePorts(granted)));
