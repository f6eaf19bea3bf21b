import { manifestKey, resultKey } from "../../../shared/auctions/sealed-book.ts";
import type { Bucket } from "../../../shared/store/objects.ts";

/** The two immutable objects of an auction that has closed: the sealed book and the result. */
export type Evidence = ReturnType<typeof evidenceIn>;

/** Caches evidence for one run: what it stored or read is not read again, because objects never change. */
export function remembered(evidence: Evidence): Evidence {
  const manifests = new Map<string, string>();
  const results = new Map<string, string>();
  const once = async (texts: Map<string, string>, auctionId: string, read: () => Promise<string>): Promise<string> => {
    const text = texts.get(auctionId) ?? (await read());
    texts.set(auctionId, text);
    return text;
  };
  return {
    manifest: (auctionId) => once(manifests, auctionId, () => evidence.manifest(auctionId)),
    result: (auctionId) => once(results, auctionId, () => evidence.result(auctionId)),
    keepManifest: (auctionId, text) => once(manifests, auctionId, () => evidence.keepManifest(auctionId, text)),
    keepResult: (auctionId, text) => once(results, auctionId, () => evidence.keepResult(auctionId, text)),
  };
}

/** The evidence of auctions in a bucket. */
export function evidenceIn(bucket: Bucket) {
  return {
    /** Text of the sealed book. */
    manifest: (auctionId: string) => bucket.read(manifestKey(auctionId)),
    /** Text of the result, byte for byte what `ecovalue clear` prints. */
    result: (auctionId: string) => bucket.read(resultKey(auctionId)),
    /** Stores the sealed book; returns the stored text. */
    keepManifest: (auctionId: string, text: string) => bucket.putOnce(manifestKey(auctionId), text),
    /** Stores the result; returns the stored text. */
    keepResult: (auctionId: string, text: string) => bucket.putOnce(resultKey(auctionId), text),
  };
}
