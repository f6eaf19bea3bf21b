import { factsHandler } from "../../../shared/streams/functions.ts";
import { openQueue, queueClient } from "../../../shared/streams/queues.ts";
import { licences } from "../deployment.ts";

/** A file was imported: asks for the first step of its comparison. */
export const handler = factsHandler(licences.functions["licences-on-imported"], ({ queues }) => {
  const comparisons = openQueue(queueClient(), queues["licence-comparisons"]);
  return { "licence-file-imported": ({ data: { importId, version } }) => comparisons.send([{ importId, version }]) };
});
