import { siteAccount } from "../../../shared/ledger/account.ts";
import type { Reactions } from "../../../shared/streams/functions.ts";
import type { expiryFacts } from "./contract-expiry.ts";
import { endWithRight, type RightEndPorts } from "./end-with-right.ts";

/** What ends with a right: everything that lies on the position. */
export function expiryReactions(ports: RightEndPorts): Reactions<typeof expiryFacts> {
  return {
    "permit-expired": ({ occurredAt, data: { siteId, instrument } }) =>
      endWithRight(ports, { position: { account: siteAccount(siteId), instrument }, at: occurredAt }),
    "allowances-expired": ({ occurredAt, data: { account, instrument } }) =>
      endWithRight(ports, { position: { account, instrument }, at: occurredAt }),
  };
}
