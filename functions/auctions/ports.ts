import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "../../shared/kernel/clock.ts";
import { type LedgerReader, ledgerReader } from "../../shared/ledger/read.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import { type InTurn, turns } from "../../shared/store/turns.ts";
import type { AuctionObjects } from "./objects.ts";
import { type AuctionsStore, auctionsStore } from "./store.ts";

/** Names of the tables that auctions reach. */
export interface AuctionsTables {
  readonly Auctions: string;
  readonly Bidding: string;
  readonly Ledger: string;
  readonly Parties: string;
  readonly Permits: string;
}

/** What the use cases of auctions reach. */
export interface AuctionsPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly tables: AuctionsTables;
  readonly members: MemberReader;
  readonly ledger: LedgerReader;
  readonly auctions: AuctionsStore;
  readonly objects: AuctionObjects;
  /** Transactions that write a pool's reserve and headroom take turns. */
  readonly inTurn: InTurn;
}

/** The ports over one client; `tables` are names. */
export function auctionsPorts(dynamo: DynamoDBClient, clock: Clock, tables: AuctionsTables, objects: AuctionObjects): AuctionsPorts {
  return {
    dynamo,
    clock,
    tables,
    members: memberReader(dynamo, tables.Parties),
    ledger: ledgerReader(dynamo, tables.Ledger),
    auctions: auctionsStore(dynamo, tables.Auctions),
    objects,
    inTurn: turns(),
  };
}
