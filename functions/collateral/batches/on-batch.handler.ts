import { factsHandler } from "../../../shared/streams/functions.ts";
import { collateralOwnPorts } from "../ports.ts";
import { batchesFunctions } from "./deployment.ts";
import { draftBatch } from "./draft-batch.ts";

/** A batch of pledges was accepted: drafts them. */
export const handler = factsHandler(batchesFunctions["collateral-draft-batch"], (granted) => {
  const ports = collateralOwnPorts(granted);
  return { "pledge-batch-accepted": ({ data }) => draftBatch(ports, data.batchId) };
});
