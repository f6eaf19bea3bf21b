import type { Instant } from "../../../shared/kernel/clock.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome } from "../../../shared/kernel/outcome.ts";
import { type Account, capAccount, reserveAccount } from "../../../shared/ledger/account.ts";
import type { InstrumentClass } from "../../../shared/ledger/instrument.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import { pools } from "../../../shared/permits/pools.ts";
import { balanceAsOf, type StatementPorts } from "../../../shared/statements/balance.ts";
import type { RecordsBehind } from "../../../shared/statements/problems.ts";

/** Dependencies of the balances of pools at an instant. */
export interface PoolPorts extends StatementPorts {
  readonly ledger: Pick<Ledger, "position" | "positions">;
}

/** What is left of a reserve, or of a cap in a year, at an instant. */
export interface PoolBalance {
  readonly pool: string;
  readonly instrument: string;
  /** Tonnes of a reserve; tonne-months of a cap. */
  readonly available: string;
  readonly held: string;
}

/** Reserves and caps at an instant. */
export interface PoolBalances {
  readonly reserves: readonly PoolBalance[];
  readonly caps: readonly PoolBalance[];
}

/** A pool has few pollutants, and caps of some years for each. */
const positionsOfPool = 100;

/** The statements of all reserves, and of all caps from a year on, as of an instant that has passed. */
export async function poolBalances(ports: PoolPorts, at: Instant, fromYear: string): Promise<Outcome<PoolBalances, RecordsBehind>> {
  const reserves = await balancesOf(ports, reserveAccount, "quota", at, () => true);
  if (!reserves.ok) return reserves;
  const caps = await balancesOf(ports, capAccount, "headroom", at, (instrument) => instrument.slice(-fromYear.length) >= fromYear);
  return caps.ok ? accept({ reserves: reserves.value, caps: caps.value }) : caps;
}

async function balancesOf(
  ports: PoolPorts,
  accountOf: (pool: string) => Account,
  instrumentClass: InstrumentClass,
  at: Instant,
  counts: (instrument: string) => boolean,
): Promise<Outcome<readonly PoolBalance[], RecordsBehind>> {
  const rows: PoolBalance[] = [];
  for (const { id: pool } of pools) {
    const account = accountOf(pool);
    const { items } = await ports.ledger.positions(account, instrumentClass, { limit: positionsOfPool });
    const asked = items.filter(({ instrument }) => counts(instrument));
    const found = await Promise.all(asked.map(({ instrument }) => balanceAsOf(ports, { account, instrument }, at)));
    for (const [place, balance] of found.entries()) {
      if (!balance.ok) return balance;
      const { available, held } = balance.value;
      rows.push({ pool, instrument: asked[place]?.instrument ?? "", available: plain(available), held: plain(held) });
    }
  }
  return accept(rows);
}
