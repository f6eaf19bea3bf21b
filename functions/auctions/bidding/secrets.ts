import * as z from "zod";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { type Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { invariant, required } from "../../../shared/kernel/invariant.ts";
import type { Key } from "../../../shared/store/client.ts";
import { bytes, rowCodec } from "../../../shared/store/codec.ts";
import type { EncryptionContext } from "../../../shared/store/key-client.ts";
import type { EncryptionKey } from "../../../shared/store/keys.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";

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

const secretsSchema = z.object({
  seed: z.string(),
  reserve: z
    .object({ price: z.string().transform((text) => decimal(text)), salt: z.string(), documentNumber: z.string().optional() })
    .optional(),
});
const secretsCodec = rowCodec({ ciphertext: bytes });
/**
 * Bytes that every plaintext is filled up to: the length of a ciphertext must tell neither the number of digits of a price nor whether a
 * document allows it. The longest secrets, with a document number of 200 Chinese characters, just fit.
 */
const plaintextBytes = 768;

const secretsKey = (auctionId: string): Key => ({ pk: `secrets#${auctionId}`, sk: "secrets" });
/** Binds a ciphertext to its auction, so that nobody who may write can put another auction's in its place. */
const contextOf = (auctionId: string): EncryptionContext => ({ content: "auction-secrets", auctionId });

/** The secrets of auctions: who announces can encrypt and put them, only the close can decrypt them. */
export type Secrets = ReturnType<typeof secretsIn>;

/** The secrets of auctions in the table of bidding, encrypted under a key. */
export function secretsIn(table: Table, key: EncryptionKey) {
  return {
    /** Encrypts the secrets of an auction; returns the write that keeps them. */
    async put(auctionId: string, secrets: AuctionSecrets): Promise<WriteFragment<never>> {
      const text = canonicalJson(secrets);
      const unused = plaintextBytes - Buffer.byteLength(text);
      invariant(unused >= 0, "the secrets of an auction fit");
      const ciphertext = await key.encrypt(text + " ".repeat(unused), contextOf(auctionId));
      return table.put(secretsKey(auctionId), secretsCodec.encode({ ciphertext }));
    },
    /** The secrets of an auction; throws unless they are those that its announcement committed to. */
    async read(auctionId: string, committed: Commitments): Promise<AuctionSecrets> {
      const { ciphertext } = required(await table.read(secretsKey(auctionId), secretsCodec.decode), "secrets of the auction");
      const secrets = secretsSchema.parse(JSON.parse(await key.decrypt(ciphertext, contextOf(auctionId))));
      const { seedHash, reservePriceHash } = commitmentsOf(secrets);
      invariant(
        seedHash === committed.seedHash && reservePriceHash === committed.reservePriceHash,
        "an auction closes with the secrets that it was announced with",
      );
      return secrets;
    },
  };
}

/** The hashes that are published of an auction's secrets; that of a confidential reserve price is SHA-256 of `salt:price`. */
export function commitmentsOf({ seed, reserve }: AuctionSecrets): Commitments {
  return { seedHash: sha256(seed), ...(reserve && { reservePriceHash: sha256(`${reserve.salt}:${plain(reserve.price)}`) }) };
}
