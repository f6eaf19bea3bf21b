import * as z from "zod";
import { queueConsumer } from "../../shared/streams/queue-consumer.ts";
import { settleEnrolment } from "./settle-enrolments.ts";
import { deployedSettlement } from "./settlement-wiring.ts";

const ports = deployedSettlement();

/** Queue `settlements`: settles or releases one enrolment a message. */
export const handler = queueConsumer(z.object({ auctionId: z.string(), partyId: z.string() }), async (reference) => {
  await settleEnrolment(ports, reference);
});
