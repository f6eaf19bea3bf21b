import type { Call } from "../../shared/http/api-handler.ts";
import { type Decimal, plain, sum } from "../../shared/kernel/decimal.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import { mayOverdraw } from "../../shared/ledger/account.ts";
import { instrumentStripesOf, type Position, positionCodec } from "../../shared/ledger/rows.ts";
import type { Key } from "../../shared/store/client.ts";
import type { recordsEndpoints } from "./contract.ts";
import { instrumentPage } from "./instruments.ts";
import type { RecordsPorts } from "./read-records.ts";

const byInstrument = { name: "byInstrument", partition: "instrumentStripe", sort: "account" };
const keysAtOnce = 100;
const maximumLooks = 5;

/**
 * Sums every account of each instrument: zero, or something is wrong. Awards and escrows that were emptied are not read. Positions are read consistently but not at one instant, so a sum that
 * isn't zero is taken again before it is believed.
 */
export async function readTrialBalance(ports: RecordsPorts, { query }: Call<typeof recordsEndpoints.readTrialBalance>) {
  const { items: instruments, ...rest } = await instrumentPage(ports.records, query.class, query);
  const items = await Promise.all(instruments.map((instrument) => balanceOf(ports, instrument)));
  return accept({ response: { balanced: items.every(({ balanced }) => balanced), items, ...rest } });
}

async function balanceOf(ports: RecordsPorts, instrument: string) {
  for (let look = 1; ; look += 1) {
    const positions = await positionsOf(ports, instrument);
    const total = sum(positions.map(({ available, held }) => available.plus(held)));
    const overdrawn = positions.filter(isOverdrawn).map(({ account }) => account);
    const balanced = total.isZero() && overdrawn.length === 0;
    if (!balanced && look < maximumLooks) continue;
    return { instrument, accounts: positions.length, total: plain(total), outstanding: plain(outstanding(positions)), overdrawn, balanced };
  }
}

/** Only lowering a cap may leave it below zero, besides the issuing side and the outside world for cash. */
function isOverdrawn({ account, available, held }: Position): boolean {
  return held.lt(0) || (available.lt(0) && !mayOverdraw(account) && !account.startsWith("cap:"));
}

/** What stands on accounts other than the issuing side's: as much as was ever issued and not taken back. */
function outstanding(positions: readonly Position[]): Decimal {
  return sum(positions.filter(({ account }) => !mayOverdraw(account)).map(({ available, held }) => available.plus(held)));
}

async function positionsOf({ ledger }: RecordsPorts, instrument: string): Promise<Position[]> {
  const listed = await ledger.table.allOf({ index: byInstrument }, instrumentStripesOf(instrument), ({ pk, sk }) => ({
    pk: pk?.S,
    sk: sk?.S,
  }));
  const keys = listed.flatMap(({ pk, sk }): Key[] => (pk && sk ? [{ pk, sk }] : []));
  const positions: Position[] = [];
  for (let start = 0; start < keys.length; start += keysAtOnce) {
    positions.push(...(await ledger.table.readMany(keys.slice(start, start + keysAtOnce), positionCodec.decode)));
  }
  return positions;
}
