import { openLedger } from "../../shared/ledger/ledger.ts";
import { jobHandler } from "../../shared/streams/functions.ts";
import { cash } from "./deployment.ts";
import { sweepHouseAccounts } from "./sweep-house-accounts.ts";

/** Every hour: sweeps proceeds and fees to the main accounts. */
export const handler = jobHandler(cash.functions["cash-sweep"], ({ dynamo, clock, tables }) => {
  const ledger = openLedger(dynamo, tables.Ledger);
  return () => sweepHouseAccounts({ dynamo, clock, ledger });
});
