import { listSealedBlocks, readSealedBlock } from "./read-blocks.ts";

/** The use cases of sealing, by operation. */
export const sealingUseCases = { listSealedBlocks, readSealedBlock };
