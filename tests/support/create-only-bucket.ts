import { type Bucket, openBucket } from "../../shared/store/objects.ts";

/**
 * A bucket of the stand-in that creates an object once, as S3 and the local cloud's gateway do: the stand-in itself overwrites. For writers
 * that take turns.
 */
export function createOnlyBucket(name: string): Bucket {
  const bucket = openBucket(name);
  return {
    read: bucket.read,
    async putOnce(key, text) {
      const earlier = await bucket.read(key).catch((error: Error) => {
        if (error.name !== "NoSuchKey") throw error;
        return undefined;
      });
      return earlier ?? bucket.putOnce(key, text);
    },
  };
}
