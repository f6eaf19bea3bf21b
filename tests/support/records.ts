import { randomUUID } from "node:crypto";
import { statementsPorts } from "../../functions/records/statements/ports.ts";
import { transferRecorder } from "../../functions/records/statements/record-transfer.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Account } from "../../shared/ledger/account.ts";
import { type TransferData, transferFact } from "../../shared/ledger/contract.ts";
import { CNY, type Instrument } from "../../shared/ledger/instrument.ts";
import { getItem } from "../../shared/store/client.ts";
import { decodeFact, factKey } from "../../shared/store/fact-store.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type TestClock, testClock } from "./clock.ts";
import { type Engine, sharedEngine } from "./engine.ts";
import type { Door } from "./front-door.ts";
import { grantedOn } from "./granted.ts";
import { recordsDoor } from "./records-door.ts";

/** Records through the front door, and a ledger with facts that are recorded when the test wants. */
export interface RecordsWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly call: Door;
  /** Moves CNY, or another instrument, to an account out of `from` (a bank of this world), in the ledger only; returns the fact's id. */
  pay(to: Account, amount: string, from?: Account, instrument?: Instrument): Promise<string>;
  /** Records a ledger fact as the subscriber does. */
  record(factId: string): Promise<void>;
}

/** Opens records on the shared engine, with their own clock. */
export async function recordsWorld(start?: string): Promise<RecordsWorld> {
  const engine = await sharedEngine();
  const clock = testClock(start);
  const { dynamo, tables } = engine;
  const granted = await grantedOn(engine, clock);
  const ports = statementsPorts(granted);
  const recorder = transferRecorder(ports);
  const bank = randomUUID();
  return {
    ...{ engine, clock },
    call: recordsDoor(granted),
    async pay(to, amount, from = `bank:${bank}`, instrument = CNY) {
      const factId = randomUUID();
      const envelope = { factId, occurredAt: clock.now(), actor: "test", parties: [], areas: ["420700"] };
      const entry = ports.ledger.newEntry({ ...envelope, cause: { kind: "cash-receipt", reference: factId } });
      entry.transfer({ instrument, from, to, quantity: decimal(amount) });
      await commit(dynamo, entry.writes());
      return factId;
    },
    async record(factId) {
      const fact = decodeFact(required(await getItem(dynamo, tables.Ledger, factKey(factId)), "fact"));
      await recorder({ ...fact, data: transferFact.data.parse(fact.data) as TransferData });
    },
  };
}
