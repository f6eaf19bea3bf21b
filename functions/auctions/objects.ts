import type { S3Client } from "@aws-sdk/client-s3";
import { putOnce, readText } from "../../shared/store/objects.ts";

/** The two immutable objects of an auction that has closed: the sealed book and the result. */
export type AuctionObjects = ReturnType<typeof auctionObjects>;

/** The same objects for one run: what it kept or read is not read again, because objects never change. */
export function remembered(objects: AuctionObjects): AuctionObjects {
  const manifests = new Map<string, string>();
  const results = new Map<string, string>();
  const once = async (texts: Map<string, string>, auctionId: string, read: () => Promise<string>): Promise<string> => {
    const text = texts.get(auctionId) ?? (await read());
    texts.set(auctionId, text);
    return text;
  };
  return {
    manifest: (auctionId) => once(manifests, auctionId, () => objects.manifest(auctionId)),
    result: (auctionId) => once(results, auctionId, () => objects.result(auctionId)),
    keepManifest: (auctionId, text) => once(manifests, auctionId, () => objects.keepManifest(auctionId, text)),
    keepResult: (auctionId, text) => once(results, auctionId, () => objects.keepResult(auctionId, text)),
  };
}

/** Objects in a bucket; created once, never overwritten. */
export function auctionObjects(s3: S3Client, bucket: string) {
  const manifest = (auctionId: string): string => `manifests/${auctionId}.json`;
  const result = (auctionId: string): string => `results/${auctionId}.json`;
  return {
    /** Text of the sealed book. */
    manifest: (auctionId: string) => readText(s3, bucket, manifest(auctionId)),
    /** Text of the result, byte for byte what `ecovalue clear` prints. */
    result: (auctionId: string) => readText(s3, bucket, result(auctionId)),
    /** Keeps the sealed book; returns the text that is stored. */
    keepManifest: (auctionId: string, text: string) => putOnce(s3, bucket, manifest(auctionId), text),
    /** Keeps the result; returns the text that is stored. */
    keepResult: (auctionId: string, text: string) => putOnce(s3, bucket, result(auctionId), text),
  };
}
