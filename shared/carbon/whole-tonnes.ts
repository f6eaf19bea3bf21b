import { message } from "../kernel/message.ts";
import { positiveTonnes } from "../kernel/schemas.ts";

/** Whole tonnes above zero, as input: registries know no parts of an allowance. */
export const wholeTonnesInput = positiveTonnes
  .refine((value) => value.isInteger(), message("须为整吨", "must be whole tonnes"))
  .describe("Whole tonnes, decimal string");
