import { index, table } from "../../../shared/deployment/grants.ts";
import { instrumentIndex } from "../../../shared/ledger/indexes.ts";

/** What asking whether payers confirmed reads: whoever registers a pledge does. */
export const payerGrants = [table("Collateral", ["BatchGetItem"], ["income-stream#*", "income-payments#*"])] as const;

/** What the API function that serves income may do for them, beyond what all API functions of collateral may. */
export const incomeGrants = [
  table("Collateral", ["GetItem"], ["pledge#*"]),
  table("Collateral", ["GetItem", "PutItem"], ["income-stream#*", "income-payments#*"]),
  table("Collateral", ["Query"], ["income-payments#*"]),
  // Shares are issued and retired, whoever has them.
  table("Ledger", ["BatchGetItem", "UpdateItem"], ["income#*"]),
  table("Ledger", ["PutItem"], ["fact#*"]),
  index("Ledger", instrumentIndex, ["income/*"]),
] as const;

/** Consumers and jobs of income. */
export const incomeFunctions = {} as const;
