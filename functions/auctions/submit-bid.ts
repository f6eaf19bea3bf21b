import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Call } from "../../shared/http/api-handler.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import { type Decimal, plain } from "../../shared/kernel/decimal.ts";
import { randomHex, randomId, sha256 } from "../../shared/kernel/ids.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { keyOf } from "../../shared/store/client.ts";
import { runCommand } from "../../shared/store/command.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { type BidStep, checkRevision, checkSteps, isOpen, receiptText } from "./bid.ts";
import { type BidSheet, bidVersionKey, readSheet, sheetPut, versionRecord } from "./bid-sheets.ts";
import type { auctionsEndpoints } from "./contract.ts";
import type { AuctionsRefusal } from "./refusals.ts";
import { type AuctionsStore, enrolmentIdOf, enrolmentKey } from "./store.ts";

/** What bidding reaches: auctions and enrolments to read, sheets to read and put. */
export interface BiddingPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly tables: { readonly Auctions: string; readonly Bidding: string };
  readonly auctions: Pick<AuctionsStore, "auction" | "enrolment">;
}

/** The receipt of a bid: with its salt the bidder can prove that the bid was in the book. */
function receiptView({ version, receivedAt, steps, receiptHash, receiptSalt }: BidSheet) {
  return {
    ...{ version, receivedAt, receiptHash, receiptSalt },
    steps: steps.map(({ bidId, price, quantity }) => ({ bidId, price: plain(price), quantity: plain(quantity) })),
  };
}

/**
 * Replaces the caller's sealed bid. The close and the clock are read anew on every attempt; two items are written, the bidder's own sheet and
 * the immutable version row, which is the idempotency row as well. A first bid also checks the bidder's own enrolment.
 */
export function submitBid(ports: BiddingPorts, { caller, params, body, key }: Call<typeof auctionsEndpoints.submitBid>) {
  const { dynamo, clock, tables, auctions } = ports;
  const { auctionId } = params;
  const { partyId } = caller;
  const row = bidVersionKey(auctionId, partyId, key);
  const command = { table: tables.Bidding, party: partyId, operation: "submitBid", key, row, input: { params, body } };
  return runCommand<ReturnType<typeof receiptView>, AuctionsRefusal>({ dynamo, clock }, command, async () => {
    const [auction, sheet] = await Promise.all([auctions.auction(auctionId), readSheet(dynamo, tables.Bidding, auctionId, partyId)]);
    if (!auction) return refuse({ code: "not-found" });
    const receivedAt = clock.now();
    const open = isOpen(auction, receivedAt);
    if (!open.ok) return open;
    const enrolled = sheet?.tonnes ?? (await auctions.enrolment(auctionId, partyId))?.tonnes;
    if (!enrolled) return refuse({ code: "not-enrolled" });
    const { steps } = body;
    const revised = checkRevision(auction, { steps: sheet?.steps ?? [], quotes: sheet?.version ?? 0 }, steps);
    if (!revised.ok) return revised;
    const within = checkSteps(auction, steps, enrolled);
    if (!within.ok) return within;
    const next = nextSheet({ auctionId, partyId, steps, tonnes: enrolled, version: (sheet?.version ?? 0) + 1, receivedAt });
    const enrolment = sheet ? [] : [enrolmentCheck(tables.Auctions, auctionId, partyId)];
    const writes = [sheetPut(tables.Bidding, auctionId, next), ...enrolment];
    return accept({ response: receiptView(next), record: versionRecord(next), writes });
  });
}

/** The caller's own latest bid; nobody else's can be asked for. */
export async function readOwnBid({ dynamo, tables }: BiddingPorts, { caller, params }: Call<typeof auctionsEndpoints.readOwnBid>) {
  const sheet = await readSheet(dynamo, tables.Bidding, params.auctionId, caller.partyId);
  return sheet ? accept({ response: receiptView(sheet) }) : refuse({ code: "not-found" });
}

function nextSheet(bid: {
  readonly auctionId: string;
  readonly partyId: string;
  readonly steps: readonly BidStep[];
  readonly tonnes: Decimal;
  readonly version: number;
  readonly receivedAt: string;
}): BidSheet {
  const { auctionId, partyId, tonnes, version, receivedAt } = bid;
  const enrolmentId = enrolmentIdOf(auctionId, partyId);
  const steps = bid.steps.map((step) => ({ bidId: randomId(), ...step }));
  const receiptSalt = randomHex(16);
  const receiptHash = sha256(receiptText({ enrolmentId, version, steps, receivedAt, salt: receiptSalt }));
  return { enrolmentId, partyId, state: "open", tonnes, version, steps, receivedAt, receiptSalt, receiptHash };
}

function enrolmentCheck(table: string, auctionId: string, partyId: string): WriteFragment<AuctionsRefusal> {
  return {
    write: {
      ConditionCheck: {
        TableName: table,
        Key: keyOf(enrolmentKey(auctionId, partyId)),
        ConditionExpression: "attribute_exists(pk) AND #state = :enrolled",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":enrolled": { S: "enrolled" } },
      },
    },
    failure: { code: "not-enrolled" },
  };
}
