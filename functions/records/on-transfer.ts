import { SQSClient } from "@aws-sdk/client-sqs";
import { systemClock } from "../../shared/kernel/clock.ts";
import { transferFact } from "../../shared/ledger/entry.ts";
import { ledgerReader } from "../../shared/ledger/read.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { factConsumer, reaction } from "../../shared/streams/fact-consumer.ts";
import { transferRecorder } from "./record-transfer.ts";

const { TABLE_RECORDS, TABLE_LEDGER, QUEUE_QUARANTINE } = environment("TABLE_RECORDS", "TABLE_LEDGER", "QUEUE_QUARANTINE");
const dynamo = dynamoClient();
const ports = { dynamo, clock: systemClock, tables: { Records: TABLE_RECORDS }, ledger: ledgerReader(dynamo, TABLE_LEDGER) };

/** Writes one entry for each leg of a ledger fact, and keeps the balances of month ends. */
export const handler = factConsumer({
  dynamo,
  quarantine: { sqs: new SQSClient({}), queueUrl: QUEUE_QUARANTINE },
  reactions: [reaction(transferFact, transferRecorder(ports))],
});
