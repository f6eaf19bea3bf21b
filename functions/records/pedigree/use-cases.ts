import { readBlockPedigree, readEntryPedigree, readPositionPedigree } from "./read-pedigree.ts";

/** The use cases of the pedigree of tonnes, by operation. */
export const pedigreeUseCases = { readPositionPedigree, readEntryPedigree, readBlockPedigree };
