import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Fact } from "../../../shared/kernel/fact.ts";
import { type Item, keyOf, mergedPage, type Page, type PageRequest } from "../../../shared/store/client.ts";
import { decodeFact, factCodec } from "../../../shared/store/fact-store.ts";
import type { Table } from "../../../shared/store/table.ts";
import { auctionsFacts } from "../../auctions/contract.ts";

/** Partition of a recorded fact: `area` for the authorities responsible, `party` for a member it concerns, `auction` for the auction it is of. */
export type Subject = `area#${string}` | `party#${string}` | `auction#${string}`;

/** Facts by which an auction ends. */
const endings: readonly string[] = [auctionsFacts.auctionCleared, auctionsFacts.auctionFailed, auctionsFacts.auctionCancelled].map(
  ({ factType }) => factType,
);

/** Partition of the fact by which an auction ended. */
function endOf(auctionId: string): Subject {
  return `auction#${auctionId}#end`;
}

/**
 * The rows of a fact: one for each of its areas, each member it concerns and the auction it is of, and one more for the end of an auction. Keys
 * and bytes depend on the fact alone.
 */
export function factRows(fact: Fact): Item[] {
  const areas = [...new Set(fact.areas)].map((area): Subject => `area#${area}`);
  const parties = [...new Set(fact.parties)].map((partyId): Subject => `party#${partyId}`);
  const { auctionId } = fact.data as { readonly auctionId?: unknown };
  const auctions = typeof auctionId === "string" ? [`auction#${auctionId}` as const] : [];
  const ends = typeof auctionId === "string" && endings.includes(fact.factType) ? [endOf(auctionId)] : [];
  const subjects = [...areas, ...parties, ...auctions, ...ends];
  return subjects.map((pk) => ({ ...keyOf({ pk, sk: `${fact.occurredAt}#${fact.factId}` }), ...factCodec.encode(fact) }));
}

/** Facts of several areas, or of one member, newest first. */
export async function newestFacts(
  dynamo: DynamoDBClient,
  table: string,
  subjects: readonly Subject[],
  request: PageRequest,
): Promise<Page<Fact>> {
  const { items, ...rest } = await mergedPage(dynamo, { table, descending: true }, subjects, request);
  return { items: items.map((item) => decodeFact(item)), ...rest };
}

/** Facts of an auction, oldest first: needs `Query` on `auction#*` of the table Records. */
export function factsOfAuction(
  records: Table,
  auctionId: string,
  request: PageRequest & { readonly to?: string; readonly descending?: boolean },
): Promise<Page<Fact>> {
  return records.page({ partition: `auction#${auctionId}` satisfies Subject, ...request }, decodeFact);
}

/** The fact by which an auction ended; undefined before that. */
export async function endOfAuction(records: Table, auctionId: string): Promise<Fact | undefined> {
  return (await records.page({ partition: endOf(auctionId), limit: 1 }, decodeFact)).items[0];
}
