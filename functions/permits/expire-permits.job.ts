import { systemClock } from "../../shared/kernel/clock.ts";
import { ledgerReader } from "../../shared/ledger/read.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { scheduledJob } from "../../shared/streams/scheduled-job.ts";
import { expirePermits } from "./expire-permits.ts";
import { permitsStore } from "./store.ts";

const { TABLE_PERMITS, TABLE_LEDGER } = environment("TABLE_PERMITS", "TABLE_LEDGER");
const dynamo = dynamoClient();
const ports = {
  dynamo,
  clock: systemClock,
  tables: { Permits: TABLE_PERMITS, Ledger: TABLE_LEDGER },
  ledger: ledgerReader(dynamo, TABLE_LEDGER),
  permits: permitsStore(dynamo, TABLE_PERMITS),
};

/** Every hour: retires permits whose term has ended. */
export const handler = scheduledJob(() => expirePermits(ports));
