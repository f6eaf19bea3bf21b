import type { Bucket } from "../../../shared/store/objects.ts";

/** The two immutable objects of an auction that has closed: the sealed book and the result. */
export type Evidence = ReturnType<typeof evidenceIn>;

/** The evidence of auctions in a bucket. */
export function evidenceIn(bucket: Bucket) {
  const manifest = (auctionId: string): string => `manifests/${auctionId}.json`;
  const result = (auctionId: string): string => `results/${auctionId}.json`;
  return {
    /** Text of the sealed book. */
    manifest: (auctionId: string) => bucket.read(manifest(auctionId)),
    /** Text of the result, byte for byte what `ecovalue clear` prints. */
    result: (auctionId: string) => bucket.read(result(auctionId)),
    /** Keeps the sealed book; returns the text that is stored. */
    keepManifest: (auctionId: string, text: string) => bucket.putOnce(manifest(auctionId), text),
    /** Keeps the result; returns the text that is stored. */
    keepResult: (auctionId: string, text: string) => bucket.putOnce(result(auctionId), text),
  };
}
