import { required } from "../../../shared/kernel/invariant.ts";
import type { Archive } from "../../../shared/store/objects.ts";
import { blockObject } from "./block-object.ts";
import { type BlockReader, recordsAsSealed } from "./blocks.ts";
import type { SealedBlock } from "./contract.ts";

/** Stores a sealed block as an immutable object for analysis; again, it is the same object. */
export async function storeBlock(ports: { readonly blocks: BlockReader; readonly archive: Archive }, { n }: SealedBlock): Promise<void> {
  const block = required(await ports.blocks.block(n), `block ${n}`);
  const { key, bytes, contentType } = blockObject(block, await recordsAsSealed(ports.blocks, block));
  await ports.archive.putOnce(key, bytes, contentType);
}
