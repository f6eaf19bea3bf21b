import { factsHandler } from "../../../shared/streams/functions.ts";
import { valuesFunctions } from "./deployment.ts";
import { transferPorts } from "./ports.ts";
import { valueTransfer } from "./value-transfer.ts";

/** Values what every ledger entry moved. */
export const handler = factsHandler(valuesFunctions["valuation-on-transfer"], (granted) => {
  const ports = transferPorts(granted);
  return { transfer: ({ data }) => valueTransfer(ports, data) };
});
