import { SQSClient } from "@aws-sdk/client-sqs";
import { environment } from "../../shared/runtime/environment.ts";
import { factConsumer, reaction } from "../../shared/streams/fact-consumer.ts";
import { cashFacts } from "../cash/contract.ts";
import { settleDues } from "./pay-award.ts";
import { deployedSettlement } from "./settlement-wiring.ts";

const { QUEUE_QUARANTINE } = environment("QUEUE_QUARANTINE");
const ports = deployedSettlement();

/** A member's cash has arrived: what it owes is settled, the earliest deadline first. */
export const handler = factConsumer({
  dynamo: ports.dynamo,
  quarantine: { sqs: new SQSClient({}), queueUrl: QUEUE_QUARANTINE },
  reactions: [reaction(cashFacts.cashReceived, ({ data }) => settleDues(ports, data.partyId))],
});
