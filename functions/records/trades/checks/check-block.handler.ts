import { logger } from "../../../../shared/runtime/logger.ts";
import { openTable } from "../../../../shared/store/table.ts";
import { messageHandler } from "../../../../shared/streams/functions.ts";
import { blockReader } from "../../sealing/blocks.ts";
import { tradesFunctions } from "../deployment.ts";
import { checkBlock } from "./check-block.ts";
import { exceptionStore } from "./exception-store.ts";
import { differenceStore } from "./store.ts";

const definition = tradesFunctions["records-block-checks"];

/** Queue `block-checks`: a sealed block per message. */
export const handler = messageHandler(definition, ({ dynamo, tables }) => {
  const records = openTable(dynamo, tables.Records);
  const ports = {
    ...{ blocks: blockReader(openTable(dynamo, tables.Seals), records), records, differences: differenceStore(dynamo, records) },
    exceptions: exceptionStore(records),
    warn: (difference: object) => logger.warn(definition.warnings["record-differs"].says, { ...difference }),
  };
  return (block) => checkBlock(ports, block);
});
