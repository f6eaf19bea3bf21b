import { allocationsClaims } from "../../functions/allocations/ledger-claims.ts";
import { auctionsClaims } from "../../functions/auctions/ledger-claims.ts";
import { carbonClaims } from "../../functions/carbon/ledger-claims.ts";
import { cashClaims } from "../../functions/cash/ledger-claims.ts";
import { collateralClaims } from "../../functions/collateral/ledger-claims.ts";
import { permitsClaims } from "../../functions/permits/ledger-claims.ts";
import { contexts } from "../../functions/registry.ts";
import { surplusClaims } from "../../functions/surplus/ledger-claims.ts";
import { factTableOf } from "../../shared/deployment/derive.ts";
import { epochMilliseconds, type Instant, instantOf } from "../../shared/kernel/clock.ts";
import type { Claim, LedgerClaims } from "../../shared/ledger/claims.ts";
import type { Item } from "../../shared/store/client.ts";
import { type Claimed, compare } from "./comparison.ts";
import type { Finding } from "./finding.ts";
import { readLedger } from "./ledger-books.ts";

/** What the contexts that write the ledger say of it. */
export const ledgerClaims: readonly LedgerClaims[] = [
  cashClaims,
  permitsClaims,
  allocationsClaims,
  auctionsClaims,
  surplusClaims,
  carbonClaims,
  collateralClaims,
];

/** Reads every row of a table, by the table's name in the contexts' data. */
export type ReadRows = (table: string) => AsyncIterable<Item>;

/** A fact, by its table and id. */
export interface StoredFact {
  readonly table: string;
  readonly factId: string;
  readonly factType: string;
  readonly at: Instant;
}

/** What an audit of a set of tables found. */
export interface Audit {
  /** Disagreements between ledger and contexts, and within the ledger; none if the tables fit together. */
  readonly findings: readonly Finding[];
  /** How many facts the tables have. */
  readonly facts: number;
  /** Facts that the records do not have, oldest first: other subscribers may not have been told either. */
  readonly unrecorded: readonly StoredFact[];
  /** An instant amid a pause of all facts, before the first disagreement: restored to it, the tables should fit together. */
  readonly quietAt: Instant | undefined;
}

/**
 * Compares the ledger of a set of tables with the contexts' tables, both ways, and with itself. Reads every row of every table that states
 * facts: for restored tables, not for running ones, whose rows change while they are read.
 */
export async function auditTables(read: ReadRows): Promise<Audit> {
  const ledger = await readLedger(read("Ledger"));
  const facts: StoredFact[] = [...ledger.entries.values()].map(({ factId, at }) => ({
    ...{ table: "Ledger", factId, factType: "transfer", at },
  }));
  const claimed: Claimed[] = [];
  for (const table of contexts.flatMap((context) => factTableOf(context) ?? []).filter((name) => name !== "Ledger")) {
    const said = ledgerClaims.find((each) => each.table === table);
    const claims: Claim[] = [];
    const own: StoredFact[] = [];
    for await (const row of read(table)) {
      const { pk, factId, factType, occurredAt } = row;
      if (pk?.S?.startsWith("fact#")) own.push({ table, factId: factId?.S ?? "", factType: factType?.S ?? "", at: occurredAt?.S ?? "" });
      claims.push(...(said?.claimsOf(row) ?? []));
    }
    facts.push(...own);
    if (said) claimed.push({ said, claims, facts: new Set(own.map(({ factId }) => factId)) });
  }
  const findings = [...ledger.findings, ...compare(ledger, claimed)];
  const recorded = new Set<string>();
  for await (const { factId } of read("Records")) if (factId?.S) recorded.add(factId.S);
  facts.sort((one, other) => (one.at < other.at ? -1 : 1));
  const unrecorded = facts.filter(({ factId }) => !recorded.has(factId));
  return { findings, facts: facts.length, unrecorded, quietAt: quietBefore(facts, findings) };
}

/** A pause between two facts that is long enough to restore to its middle. */
const quietMilliseconds = 10_000;

function quietBefore(facts: readonly StoredFact[], findings: readonly Finding[]): Instant | undefined {
  const [first] = findings.flatMap(({ at }) => at ?? []).sort();
  if (first === undefined) return undefined;
  const times = facts
    .map(({ at }) => at)
    .filter((at) => at <= first)
    .map(epochMilliseconds);
  const at = times.findLastIndex((time, index) => time - (times[index - 1] ?? time) >= quietMilliseconds);
  if (at < 0) return undefined;
  const [before = 0, after = 0] = [times[at - 1], times[at]];
  return instantOf(Math.floor((before + after) / 2_000) * 1_000);
}
