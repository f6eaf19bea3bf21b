import { listSealedBlocks, readSealedBlock } from "./read-blocks.ts";
import { listSignedHeads, readSignedHead } from "./read-heads.ts";
import { readRecordSeal } from "./read-seal.ts";

/** The use cases of sealing, by operation. */
export const sealingUseCases = { listSealedBlocks, readSealedBlock, readRecordSeal, listSignedHeads, readSignedHead };
