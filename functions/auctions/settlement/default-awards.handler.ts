import { jobHandler } from "../../../shared/streams/functions.ts";
import { auctions } from "../deployment.ts";
import { settlementPorts } from "../ports.ts";
import { defaultAwards } from "./default-awards.ts";

/** Every minute: defaults the awards that were not paid by their deadline. */
export const handler = jobHandler(auctions.functions["auctions-default"], (granted) => {
  const ports = settlementPorts(granted);
  return () => defaultAwards(ports);
});
