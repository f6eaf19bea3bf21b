import { logger } from "../../../shared/runtime/logger.ts";
import { openBucket } from "../../../shared/store/objects.ts";
import { openSigner } from "../../../shared/store/signer.ts";
import { openTable } from "../../../shared/store/table.ts";
import { jobHandler } from "../../../shared/streams/functions.ts";
import { records } from "../deployment.ts";
import { chainReader } from "./blocks.ts";
import { headReader } from "./heads.ts";
import { signHeads } from "./sign-heads.ts";

const definition = records.functions["records-sign-heads"];

/** Every ten minutes: signs the heads of the days that are over. */
export const handler = jobHandler(definition, ({ dynamo, clock, tables, buckets, keys }) => {
  const seals = openTable(dynamo, tables.Seals);
  const ports = {
    ...{ dynamo, clock, seals, heads: headReader(seals), blocks: chainReader(seals) },
    ...{ archive: openBucket(buckets.RecordArchive), signer: openSigner(keys.RecordHeads) },
    warn: (of: keyof typeof definition.warnings, facts: Readonly<Record<string, string | number>>): void =>
      logger.warn(definition.warnings[of].says, facts),
  };
  return () => signHeads(ports);
});
