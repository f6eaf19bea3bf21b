import { required } from "../../../shared/kernel/invariant.ts";
import type { Key } from "../../../shared/store/client.ts";
import { decimalText, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";

const seedCodec = rowCodec({ seed: text });
const reserveFields = { price: decimalText, salt: text, documentNumber: optional(text) };
/**
 * A confidential reserve price with the salt of its published hash, and the document that allows it to be below the base price: a document
 * that was published before the price would tell that it is.
 */
export type ConfidentialReserve = RowOf<typeof reserveFields>;
const reserveCodec = rowCodec(reserveFields);

const seedKey = (auctionId: string): Key => ({ pk: `seed#${auctionId}`, sk: "seed" });
const reserveKey = (auctionId: string): Key => ({ pk: `reserve#${auctionId}`, sk: "reserve" });

/** The values an announcement commits to by hash, stored with the sealed bids: written on announcement, read at the close. */
export type Secrets = ReturnType<typeof secretsIn>;

/** The secrets of auctions in the table of bidding. */
export function secretsIn(table: Table) {
  return {
    /** Puts the seed of the draw. */
    seedPut: (auctionId: string, seed: string) => table.put(seedKey(auctionId), seedCodec.encode({ seed })),
    /** Puts a confidential reserve price. */
    reservePut: (auctionId: string, reserve: ConfidentialReserve) => table.put(reserveKey(auctionId), reserveCodec.encode(reserve)),
    /** The seed, and the reserve price where it is confidential. */
    async read(auctionId: string) {
      const [seed, reserve] = await Promise.all([
        table.read(seedKey(auctionId), (item) => seedCodec.decode(item).seed),
        table.read(reserveKey(auctionId), reserveCodec.decode),
      ]);
      return { seed: required(seed, "seed of the auction"), reserve };
    },
  };
}
