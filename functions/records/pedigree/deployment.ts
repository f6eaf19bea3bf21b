import { table } from "../../../shared/deployment/grants.ts";
import { followedClasses } from "./contract.ts";

/** What the API function that serves the pedigree of tonnes may do for them, beyond what it may for trade records. */
export const pedigreeGrants = [
  table("Records", ["Query"], ["posting#*", "month-end#*", "block#*"]),
  table("Records", ["BatchGetItem"], ["area#*"]),
  // How many entries a position has.
  table(
    "Ledger",
    ["GetItem"],
    followedClasses.map((name) => `${name}#*`),
  ),
  table("Ledger", ["BatchGetItem"], ["fact#*"]),
  table("Parties", ["GetItem"], ["party#*"]),
  table("Parties", ["BatchGetItem"], ["party#*", "site#*"]),
] as const;

/** Consumers and jobs of the pedigree of tonnes. */
export const pedigreeFunctions = {} as const;
