import { type BankDays, bankDaysIn } from "../../shared/bank-days/bank-days.ts";
import { type CalendarReader, calendarReader } from "../../shared/calendar/calendars.ts";
import { type Enforcements, enforcementsIn } from "../../shared/collateral/pledged-sales.ts";
import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import { type LimitReader, limitReader } from "../../shared/permits/limit-facts.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openKey } from "../../shared/store/keys.ts";
import { openBucket } from "../../shared/store/objects.ts";
import { openTable, type Table } from "../../shared/store/table.ts";
import { type InTurn, turns } from "../../shared/store/turns.ts";
import { type BidSheets, bidSheets } from "./bidding/bid-sheets.ts";
import { type Secrets, secretsIn } from "./bidding/secrets.ts";
import type { auctions } from "./deployment.ts";
import { type Evidence, evidenceIn } from "./results/evidence.ts";
import { type AuctionsStore, auctionsStore } from "./store.ts";

type Functions = (typeof auctions)["functions"];

/** Dependencies of deadlines. */
export interface CalendarPorts {
  /** Working days, by which deadlines count. */
  readonly calendars: CalendarReader;
}

/** Dependencies of settling, releasing and defaulting. */
export interface SettlementPorts extends CommandPorts {
  readonly own: AuctionsStore;
  readonly ledger: Ledger;
  /** Serializes transactions that write a pool's reserve and headroom. */
  readonly inTurn: InTurn;
}

/** Dependencies of defaulting: it waits for the bank day of the deadline to be closed. */
export interface DefaultingPorts extends SettlementPorts, CalendarPorts {
  readonly bankDays: Pick<BankDays, "closedThrough" | "defaultWrites">;
}

/** Dependencies of closing. */
export interface ClosingPorts extends SettlementPorts, CalendarPorts {
  readonly sheets: Pick<BidSheets, "seal">;
  readonly secrets: Secrets;
  readonly evidence: Evidence;
  readonly enforcements: Enforcements;
  /** Tells which bidders are excluded when the book is sealed. */
  readonly parties: Pick<Table, "readMany">;
}

/** Dependencies of the API's use cases, except bidding. */
export interface AuctionsPorts extends SettlementPorts, CalendarPorts {
  readonly members: MemberReader;
  /** Holds the certified needs that enrolments are made with. */
  readonly permits: Pick<Table, "read">;
  /** Tells what limits the trades of a site. */
  readonly limits: LimitReader;
  readonly secrets: Secrets;
  readonly evidence: Evidence;
  /** Tells which pledges are enforced, so that their tonnes may be sold. */
  readonly enforcements: Enforcements;
}

/** Dependencies of bidding: reads auctions and enrolments, reads and puts sheets, and releases enrolments that are withdrawn. */
export interface BiddingPorts extends CommandPorts {
  readonly own: BidSheets;
  readonly auctions: Pick<AuctionsStore, "name" | "auction" | "enrolment" | "enrolledCheck" | "enrolmentPut" | "state">;
  readonly ledger: Ledger;
}

/** The ports over what settlement is granted. */
export function settlementPorts({ dynamo, clock, tables }: Deployed<Functions["auctions-settle"]>): SettlementPorts {
  return {
    dynamo,
    clock,
    own: auctionsStore(openTable(dynamo, tables.Auctions)),
    ledger: openLedger(dynamo, tables.Ledger),
    inTurn: turns(),
  };
}

/** The ports over what defaulting is granted. */
export function defaultingPorts(granted: Deployed<Functions["auctions-default"]>): DefaultingPorts {
  const { dynamo, tables } = granted;
  return {
    ...settlementPorts(granted),
    calendars: calendarReader(dynamo, tables.Calendar),
    bankDays: bankDaysIn(openTable(dynamo, tables.Cash)),
  };
}

/** The ports over what closing is granted. */
export function closingPorts(granted: Deployed<Functions["auctions-close-one"]>): ClosingPorts {
  const bidding = openTable(granted.dynamo, granted.tables.Bidding);
  return {
    ...settlementPorts(granted),
    calendars: calendarReader(granted.dynamo, granted.tables.Calendar),
    sheets: bidSheets(granted.dynamo, bidding),
    secrets: secretsIn(bidding, openKey(granted.keys.Sealing)),
    evidence: evidenceIn(openBucket(granted.buckets.Manifests)),
    enforcements: enforcementsIn(openTable(granted.dynamo, granted.tables.Collateral)),
    parties: openTable(granted.dynamo, granted.tables.Parties),
  };
}

/** The ports over what the API function is granted. */
export function auctionsPorts(granted: Deployed<Functions["auctions-api"]>): AuctionsPorts {
  const { dynamo, tables, buckets, keys } = granted;
  return {
    ...settlementPorts(granted),
    calendars: calendarReader(dynamo, tables.Calendar),
    members: memberReader(dynamo, tables.Parties),
    permits: openTable(dynamo, tables.Permits),
    limits: limitReader(openTable(dynamo, tables.Permits)),
    secrets: secretsIn(openTable(dynamo, tables.Bidding), openKey(keys.Sealing)),
    evidence: evidenceIn(openBucket(buckets.Manifests)),
    enforcements: enforcementsIn(openTable(dynamo, tables.Collateral)),
  };
}

/** The ports over what the bidding function is granted. */
export function biddingPorts({ dynamo, clock, tables }: Deployed<Functions["bidding-api"]>): BiddingPorts {
  return {
    dynamo,
    clock,
    own: bidSheets(dynamo, openTable(dynamo, tables.Bidding)),
    auctions: auctionsStore(openTable(dynamo, tables.Auctions)),
    ledger: openLedger(dynamo, tables.Ledger),
  };
}
