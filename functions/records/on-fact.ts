import { SQSClient } from "@aws-sdk/client-sqs";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient, putItems } from "../../shared/store/client.ts";
import { factConsumer, reaction } from "../../shared/streams/fact-consumer.ts";
import { auctionsFacts } from "../auctions/contract.ts";
import { cashFacts } from "../cash/contract.ts";
import { partiesFacts } from "../parties/contract.ts";
import { permitsFacts } from "../permits/contract.ts";
import { factRows } from "./recorded-facts.ts";

const { TABLE_RECORDS, QUEUE_QUARANTINE } = environment("TABLE_RECORDS", "QUEUE_QUARANTINE");
const dynamo = dynamoClient();
const schemas = [partiesFacts, permitsFacts, cashFacts, auctionsFacts].flatMap((facts) => Object.values(facts));

/** Records every fact of the contexts for its area and for the members it concerns. */
export const handler = factConsumer({
  dynamo,
  quarantine: { sqs: new SQSClient({}), queueUrl: QUEUE_QUARANTINE },
  reactions: schemas.map((schema) => reaction(schema, (fact) => putItems(dynamo, TABLE_RECORDS, factRows(fact)))),
});
