import { messageHandler } from "../../../shared/streams/functions.ts";
import { auctions } from "../deployment.ts";
import { settlementPorts } from "../ports.ts";
import { settleEnrolment } from "./settle-enrolment.ts";

/** Queue `settlements`: settles or releases one enrolment per message. */
export const handler = messageHandler(auctions.functions["auctions-settle"], (granted) => {
  const ports = settlementPorts(granted);
  return (reference) => settleEnrolment(ports, reference);
});
