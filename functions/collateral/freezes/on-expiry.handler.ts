import { siteAccount } from "../../../shared/ledger/account.ts";
import { factsHandler } from "../../../shared/streams/functions.ts";
import { collateral } from "../deployment.ts";
import { collateralOwnPorts } from "../ports.ts";
import { endWithRight } from "./end-with-right.ts";

/** Ends pledges and freezes on what has expired, and tells banks and courts. */
export const handler = factsHandler(collateral.functions["collateral-on-expiry"], (granted) => {
  const ports = collateralOwnPorts(granted);
  return {
    "permit-expired": ({ occurredAt, data: { siteId, instrument } }) =>
      endWithRight(ports, { position: { account: siteAccount(siteId), instrument }, at: occurredAt }),
    "allowances-expired": ({ occurredAt, data: { account, instrument } }) =>
      endWithRight(ports, { position: { account, instrument }, at: occurredAt }),
  };
});
