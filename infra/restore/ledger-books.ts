import type { Instant } from "../../shared/kernel/clock.ts";
import { Decimal, plain, zero } from "../../shared/kernel/decimal.ts";
import { transferFact } from "../../shared/ledger/contract.ts";
import { type Due, dueCodec, duePrefix } from "../../shared/ledger/dues.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { type Hold, holdCodec, type Position, positionCodec } from "../../shared/ledger/rows.ts";
import type { Item } from "../../shared/store/client.ts";
import { decodeFact } from "../../shared/store/fact-store.ts";
import type { Finding } from "./finding.ts";

/** An entry of the ledger. */
export interface Entry {
  readonly factId: string;
  readonly at: Instant;
  readonly kind: string;
  readonly reference: string;
}

/** The ledger as its rows tell it twice: by entries, and by positions, holds and dues. */
export interface LedgerBooks {
  readonly entries: ReadonlyMap<string, Entry>;
  /** `kind reference` of every entry. */
  readonly causes: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
  readonly holds: ReadonlyMap<string, Hold>;
  readonly dues: ReadonlyMap<string, Due>;
  /** Where the two do not agree, or an instrument does not sum to zero. */
  readonly findings: readonly Finding[];
}

interface Balance {
  available: Decimal;
  held: Decimal;
  entries: number;
}
type Balances = Map<string, Balance>;

/** Reads every row of a ledger and compares what its entries add up to with what its positions say. */
export async function readLedger(rows: AsyncIterable<Item>): Promise<LedgerBooks> {
  const entries = new Map<string, Entry>();
  const causes = new Set<string>();
  const accounts = new Set<string>();
  const holds = new Map<string, Hold>();
  const dues = new Map<string, Due>();
  const findings: Finding[] = [];
  const posted: Balances = new Map();
  const stated: Balances = new Map();
  const setAside: Balances = new Map();
  const heldByPosition: Balances = new Map();
  const heldByHolds: Balances = new Map();
  for await (const row of rows) {
    const [pk, sk] = [row.pk?.S ?? "", row.sk?.S ?? ""];
    if (pk.startsWith("fact#")) {
      const { factId, occurredAt: at, data } = decodeFact(row);
      const { cause, postings } = transferFact.data.parse(data);
      entries.set(factId, { factId, at, ...cause });
      causes.add(`${cause.kind} ${cause.reference}`);
      const sums: Balances = new Map();
      for (const { account, instrument, available, held } of postings) {
        accounts.add(account);
        add(posted, `${account} ${instrument}`, new Decimal(available), new Decimal(held));
        add(sums, instrument, new Decimal(available).plus(held), zero);
      }
      for (const [instrument, { available }] of sums) {
        if (!available.isZero())
          findings.push({ at, wrong: `entry ${factId} (${cause.kind}) does not net to zero: ${plain(available)} of ${instrument}` });
      }
    } else if (sk.startsWith("position#")) {
      const position: Position = positionCodec.decode(row);
      accounts.add(position.account);
      const { account, instrument, available, held, heldFor, entries: count } = position;
      stated.set(`${account} ${instrument}`, { available, held, entries: count });
      for (const [purpose, each] of Object.entries(heldFor)) add(heldByPosition, purposeName(position, purpose), zero, each);
    } else if (sk.startsWith("hold#")) {
      const hold = holdCodec.decode(row);
      holds.set(hold.holdId, hold);
      if (hold.state === "pending") {
        add(setAside, `${hold.account} ${hold.instrument}`, zero, hold.remaining);
        add(heldByHolds, purposeName(hold, hold.purpose), zero, hold.remaining);
      }
    } else if (sk.startsWith(duePrefix)) {
      const due = dueCodec.decode(row);
      dues.set(due.dueId, due);
      add(setAside, `${due.account} ${CNY}`, zero, due.reserved);
      add(heldByHolds, purposeName({ account: due.account, instrument: CNY }, "due"), zero, due.reserved);
    }
  }
  return {
    entries,
    causes,
    accounts,
    holds,
    dues,
    findings: [...findings, ...differences(posted, stated, setAside), ...purposeDifferences(heldByPosition, heldByHolds)],
  };
}

function purposeName({ account, instrument }: Pick<Hold, "account" | "instrument">, purpose: string): string {
  return `${account} ${instrument} for ${purpose}`;
}

function purposeDifferences(positions: Balances, holds: Balances): Finding[] {
  return [...new Set([...positions.keys(), ...holds.keys()])].flatMap((name) => {
    const [position, held] = [positions, holds].map((each) => each.get(name)?.held ?? zero) as [Decimal, Decimal];
    return position.eq(held) ? [] : [{ wrong: `position ${name} holds ${plain(position)}, its pending holds and dues ${plain(held)}` }];
  });
}

function differences(posted: Balances, stated: Balances, setAside: Balances): Finding[] {
  const none: Balance = { available: zero, held: zero, entries: 0 };
  const sums: Balances = new Map();
  const findings: Finding[] = [];
  for (const name of new Set([...posted.keys(), ...stated.keys(), ...setAside.keys()])) {
    const [entries, position, aside] = [posted, stated, setAside].map((each) => each.get(name) ?? none) as [Balance, Balance, Balance];
    if (!entries.available.eq(position.available) || !entries.held.eq(position.held) || entries.entries !== position.entries) {
      findings.push({ wrong: `position ${name} is ${show(position)}, its entries add up to ${show(entries)}` });
    }
    if (!aside.held.eq(position.held)) {
      findings.push({ wrong: `position ${name} holds ${plain(position.held)}, pending holds and dues set aside ${plain(aside.held)}` });
    }
    add(sums, name.slice(name.lastIndexOf(" ") + 1), position.available.plus(position.held), zero);
  }
  for (const [instrument, { available }] of sums) {
    if (!available.isZero()) findings.push({ wrong: `positions in ${instrument} sum to ${plain(available)} instead of zero` });
  }
  return findings;
}

function show({ available, held, entries }: Balance): string {
  return `${plain(available)} available and ${plain(held)} held after ${entries} entries`;
}

function add(to: Balances, name: string, available: Decimal, held: Decimal): void {
  const before = to.get(name);
  to.set(name, {
    available: available.plus(before?.available ?? zero),
    held: held.plus(before?.held ?? zero),
    entries: (before?.entries ?? 0) + 1,
  });
}
