import { openTable } from "../../../shared/store/table.ts";
import { messageHandler } from "../../../shared/streams/functions.ts";
import { openQueue, queueClient } from "../../../shared/streams/queues.ts";
import { records } from "../deployment.ts";
import { blockReader } from "../sealing/blocks.ts";
import { countBlocks } from "./count-block.ts";

/** Queue `block-statistics`: counts the records of sealed blocks, in the order of the blocks. */
export const handler = messageHandler(records.functions["records-block-statistics"], ({ dynamo, tables, queues }) => {
  const table = openTable(dynamo, tables.Records);
  const blocks = blockReader(openTable(dynamo, tables.Seals), table);
  const queue = openQueue<{ n: number }>(queueClient(), queues["block-statistics"]);
  return (block) => countBlocks({ dynamo, records: table, blocks, queue }, block);
});
