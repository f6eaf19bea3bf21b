import { type Decimal, plain } from "../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";

/**
 * A confidential reserve price with the salt of its published hash, and the document that allows it to be below the base price: a document
 * that was published before the price would tell that it is.
 */
export interface ConfidentialReserve {
  readonly price: Decimal;
  readonly salt: string;
  readonly documentNumber?: string | undefined;
}

/** The values that an announcement commits to by hash. */
export interface AuctionSecrets {
  /** Seed of the draw. */
  readonly seed: string;
  /** Absent if the reserve price is public or there is none. */
  readonly reserve?: ConfidentialReserve | undefined;
}

/** The published hashes of an auction's secrets. */
export interface Commitments {
  readonly seedHash: string;
  readonly reservePriceHash?: string | undefined;
}

/** The hashes that are published of an auction's secrets; that of a confidential reserve price is SHA-256 of `salt:price`. */
export function commitmentsOf({ seed, reserve }: AuctionSecrets): Commitments {
  return { seedHash: sha256(seed), ...(reserve && { reservePriceHash: sha256(`${reserve.salt}:${plain(reserve.price)}`) }) };
}
