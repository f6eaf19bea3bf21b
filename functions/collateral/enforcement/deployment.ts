import { readCalendars, table } from "../../../shared/deployment/grants.ts";
import { auctionsFacts } from "../../auctions/contract.ts";

/** What the API function that serves enforcement may do for it, beyond what all API functions of collateral may. */
export const enforcementGrants = [
  table("Collateral", ["GetItem", "PutItem"], ["enforcement#*"]),
  // All pledges on what is taken over are paid.
  table("Collateral", ["BatchGetItem"], ["pledge#*"]),
  // Whether the tonnes are on sale: a sale and anything else exclude each other.
  table("Auctions", ["GetItem", "ConditionCheckItem"], ["pledged-sale#*"]),
  // The need that a site uses when it takes permits over, and what limits its trades.
  table("Permits", ["GetItem"], ["fact#*"]),
  table("Permits", ["Query"], ["limits#*"]),
  table("Permits", ["PutItem"], ["reserve#*"]),
  // The price of a take-over, what a court releases, and what the reserve takes over.
  table("Ledger", ["GetItem", "UpdateItem"], ["cash#*"]),
  table("Ledger", ["UpdateItem"], ["need#*", "quota#*", "headroom#*"]),
  // What is repaid by a take-over has to be cancelled within working days.
  readCalendars,
  table("Collateral", ["PutItem", "DeleteItem"], ["cancellations#*", "cancellations-in#*"]),
] as const;

/** Consumers and jobs of enforcement. */
export const enforcementFunctions = {
  "collateral-on-sale-ended": {
    kind: "facts",
    handler: "functions/collateral/enforcement/on-sale-ended.handler.ts",
    facts: [auctionsFacts.pledgedSaleEnded],
    impact: "The proceeds of pledged tonnes that were sold are not paid to banks and pledgors",
    grants: [
      table("Collateral", ["GetItem", "BatchGetItem", "PutItem"], ["register#*"]),
      table("Collateral", ["BatchGetItem", "PutItem"], ["pledge#*"]),
      table("Collateral", ["GetItem", "PutItem"], ["enforcement#*", "freeze#*"]),
      table("Collateral", ["PutItem"], ["book#*", "pledge-versions#*", "fact#*"]),
      // What is repaid by a sale has to be cancelled, and what has ended with its right need not be.
      readCalendars,
      table("Collateral", ["PutItem", "DeleteItem"], ["cancellations#*", "cancellations-in#*"]),
      table("Collateral", ["BatchGetItem"], ["freeze#*"]),
      table("Auctions", ["GetItem"], ["pledged-sale#*"]),
      // Permits are what auctions sell.
      table("Ledger", ["GetItem", "BatchGetItem", "UpdateItem", "PutItem"], ["permit#*"]),
      table("Ledger", ["UpdateItem", "PutItem"], ["cash#*"]),
      table("Ledger", ["PutItem"], ["fact#*"]),
    ],
  },
} as const;
