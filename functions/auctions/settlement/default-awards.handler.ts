import { jobHandler } from "../../../shared/streams/functions.ts";
import { auctions } from "../deployment.ts";
import { defaultingPorts } from "../ports.ts";
import { defaultAwards } from "./default-awards.ts";

/** Every minute: defaults the awards that were not paid by their deadline, once its bank day is closed. */
export const handler = jobHandler(auctions.functions["auctions-default"], (granted) => {
  const ports = defaultingPorts(granted);
  return () => defaultAwards(ports);
});
