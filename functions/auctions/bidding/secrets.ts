import * as z from "zod";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { invariant, required } from "../../../shared/kernel/invariant.ts";
import type { Key } from "../../../shared/store/client.ts";
import { bytes, rowCodec } from "../../../shared/store/codec.ts";
import type { EncryptionContext } from "../../../shared/store/key-client.ts";
import type { EncryptionKey } from "../../../shared/store/keys.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type AuctionSecrets, type Commitments, commitmentsOf } from "./commitments.ts";

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
