import { SQSClient } from "@aws-sdk/client-sqs";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { factConsumer, reaction } from "../../shared/streams/fact-consumer.ts";
import { auctionsFacts } from "../auctions/contract.ts";
import { cashFacts } from "../cash/contract.ts";
import { partiesFacts } from "../parties/contract.ts";
import { permitsFacts } from "../permits/contract.ts";
import { mail, outbox, sms } from "./channels.ts";
import { notify } from "./notices.ts";

const { TABLE_NOTICES, QUEUE_QUARANTINE } = environment("TABLE_NOTICES", "QUEUE_QUARANTINE");
const ports = { dynamo: dynamoClient(), tables: { Notices: TABLE_NOTICES } };
const delivery = { channels: [mail, sms], carrier: outbox(ports.dynamo, TABLE_NOTICES) };
const schemas = [partiesFacts, permitsFacts, cashFacts, auctionsFacts].flatMap((facts) => Object.values(facts));

/** Tells members what concerns them. */
export const handler = factConsumer({
  dynamo: ports.dynamo,
  quarantine: { sqs: new SQSClient({}), queueUrl: QUEUE_QUARANTINE },
  reactions: schemas.map((schema) => reaction(schema, (fact) => notify(ports, delivery, fact))),
});
