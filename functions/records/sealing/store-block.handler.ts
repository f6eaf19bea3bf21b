import { openArchive } from "../../../shared/store/objects.ts";
import { openTable } from "../../../shared/store/table.ts";
import { messageHandler } from "../../../shared/streams/functions.ts";
import { records } from "../deployment.ts";
import { blockReader } from "./blocks.ts";
import { storeBlock } from "./store-block.ts";

/** Queue `block-objects`: stores one sealed block per message. */
export const handler = messageHandler(records.functions["records-block-objects"], ({ dynamo, tables, buckets }) => {
  const blocks = blockReader(openTable(dynamo, tables.Seals), openTable(dynamo, tables.Records));
  const archive = openArchive(buckets.RecordArchive);
  return (message) => storeBlock({ blocks, archive }, message);
});
