import type { S3Client } from "@aws-sdk/client-s3";
import { putOnce, readText } from "../../shared/store/objects.ts";

/** The two immutable objects of an auction that has closed: the sealed book and the result. */
export type AuctionObjects = ReturnType<typeof auctionObjects>;

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
