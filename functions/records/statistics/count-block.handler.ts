import { openTable } from "../../../shared/store/table.ts";
import { messageHandler } from "../../../shared/streams/functions.ts";
import { records } from "../deployment.ts";
import { blockReader } from "../sealing/blocks.ts";
import { countBlocks } from "./count-block.ts";

/** Queue `block-statistics`: counts the records of sealed blocks, in the order of the blocks. */
export const handler = messageHandler(records.functions["records-block-statistics"], ({ dynamo, tables }) => {
  const table = openTable(dynamo, tables.Records);
  const blocks = blockReader(openTable(dynamo, tables.Seals), table);
  return (block) => countBlocks({ dynamo, records: table, blocks }, block);
});
