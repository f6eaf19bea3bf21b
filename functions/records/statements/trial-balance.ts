import type { Call } from "../../../shared/http/api-handler.ts";
import { type Decimal, plain, sum } from "../../../shared/kernel/decimal.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { mayOverdraw } from "../../../shared/ledger/account.ts";
import { instrumentIndex } from "../../../shared/ledger/indexes.ts";
import { instrumentStripesOf, type Position, positionCodec } from "../../../shared/ledger/rows.ts";
import { pageInScope, scopeOf } from "../../../shared/members/scope.ts";
import type { Key } from "../../../shared/store/client.ts";
import type { statementsEndpoints } from "./contract.ts";
import { instrumentPage } from "./instruments.ts";
import type { StatementsPorts } from "./read-records.ts";

const keysAtOnce = 100;
const maximumAttempts = 5;

/**
 * Sums every account of each instrument of the caller's area: any sum but zero is an error. Only whole instruments add up to zero, so a
 * district's trial balance is that of the instruments of its own pools, over all accounts; where it has no pool it is empty. Emptied award and escrow accounts are not read. Positions are read
 * consistently but not at one instant, so a sum that isn't zero is computed again before it is reported.
 */
export async function readTrialBalance(ports: StatementsPorts, { caller, query }: Call<typeof statementsEndpoints.readTrialBalance>) {
  const { class: instrumentClass, ...request } = query;
  const page = await pageInScope(scopeOf(caller), request, (area, of) => instrumentPage(ports.records, area, instrumentClass, of));
  if (!page.ok) return page;
  const { items: instruments, ...rest } = page.value;
  const items = await Promise.all(instruments.map((instrument) => balanceOf(ports, instrument)));
  return accept({ response: { balanced: items.every(({ balanced }) => balanced), items, ...rest } });
}

async function balanceOf(ports: StatementsPorts, instrument: string) {
  for (let attempt = 1; ; attempt += 1) {
    const positions = await positionsOf(ports, instrument);
    const total = sum(positions.map(({ available, held }) => available.plus(held)));
    const overdrawn = positions.filter(isOverdrawn).map(({ account }) => account);
    const balanced = total.isZero() && overdrawn.length === 0;
    if (!balanced && attempt < maximumAttempts) continue;
    return { instrument, accounts: positions.length, total: plain(total), outstanding: plain(outstanding(positions)), overdrawn, balanced };
  }
}

/** Besides the accounts that `mayOverdraw`, only a cap may be below zero: after it was lowered. */
function isOverdrawn({ account, available, held }: Position): boolean {
  return held.lt(0) || (available.lt(0) && !mayOverdraw(account) && !account.startsWith("cap:"));
}

/** Total on all accounts except the issuing side's: what was issued and not returned. */
function outstanding(positions: readonly Position[]): Decimal {
  return sum(positions.filter(({ account }) => !mayOverdraw(account)).map(({ available, held }) => available.plus(held)));
}

async function positionsOf({ ledger }: StatementsPorts, instrument: string): Promise<Position[]> {
  const listed = await ledger.table.allOf({ index: instrumentIndex }, instrumentStripesOf(instrument), ({ pk, sk }) => ({
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
