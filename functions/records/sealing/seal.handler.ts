import { logger } from "../../../shared/runtime/logger.ts";
import { openTable } from "../../../shared/store/table.ts";
import { jobHandler } from "../../../shared/streams/functions.ts";
import { openQueue, queueClient } from "../../../shared/streams/queues.ts";
import { records } from "../deployment.ts";
import { seal } from "./seal.ts";

const definition = records.functions["records-seal"];

/** Every minute: seals what is recorded and can no longer be joined by anything earlier. */
export const handler = jobHandler(definition, ({ dynamo, clock, tables, queues }) => {
  const sqs = queueClient();
  const told = Object.values(queues).map((address) => openQueue(sqs, address));
  const missing = (recordId: string): void => logger.warn(definition.warnings["record-missing"].says, { recordId });
  return () => seal({ dynamo, clock, seals: openTable(dynamo, tables.Seals), records: openTable(dynamo, tables.Records), told, missing });
});
