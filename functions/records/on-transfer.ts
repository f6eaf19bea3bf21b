import { SQSClient } from "@aws-sdk/client-sqs";
import { transferFact } from "../../shared/ledger/entry.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { factConsumer, reaction } from "../../shared/streams/fact-consumer.ts";
import { recordTransfer } from "./record-transfer.ts";

const { TABLE_RECORDS, QUEUE_QUARANTINE } = environment("TABLE_RECORDS", "QUEUE_QUARANTINE");
const dynamo = dynamoClient();
/** Instruments this process has listed already: everybody's instruments would else be put with every transfer. */
const listed = new Set<string>();

/** Writes one entry for each leg of a ledger fact. */
export const handler = factConsumer({
  dynamo,
  quarantine: { sqs: new SQSClient({}), queueUrl: QUEUE_QUARANTINE },
  reactions: [reaction(transferFact, (fact) => recordTransfer(dynamo, TABLE_RECORDS, listed, fact))],
});
