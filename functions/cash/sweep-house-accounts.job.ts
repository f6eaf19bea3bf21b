import { systemClock } from "../../shared/kernel/clock.ts";
import { ledgerReader } from "../../shared/ledger/read.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { scheduledJob } from "../../shared/streams/scheduled-job.ts";
import { sweepHouseAccounts } from "./sweep-house-accounts.ts";

const { TABLE_LEDGER } = environment("TABLE_LEDGER");
const dynamo = dynamoClient();
const ports = { dynamo, clock: systemClock, ledger: ledgerReader(dynamo, TABLE_LEDGER), tables: { Ledger: TABLE_LEDGER } };

/** Every hour: sweeps proceeds and fees to the main accounts. */
export const handler = scheduledJob(() => sweepHouseAccounts(ports));
