/** A bucket of objects that are created once and never overwritten. */
export interface Bucket {
  /** Reads an object's text; throws `NoSuchKey` if there is none. */
  read(key: string): Promise<string>;
  /** Creates an object and returns the stored text: this one, or the one of an earlier writer. */
  putOnce(key: string, text: string): Promise<string>;
}

/** The client, loaded on first use: it is large, and most calls read no objects. */
function objectClient() {
  return import("./object-client.ts");
}

/** Opens the named bucket. */
export function openBucket(name: string): Bucket {
  return {
    read: async (key) => (await objectClient()).readObject(name, key),
    async putOnce(key, text) {
      const { createObject, readObject } = await objectClient();
      try {
        await createObject(name, key, text);
        return text;
      } catch (error) {
        // 412: it exists. 409: another writer is creating it; the caller's retry will find it.
        if (!(error instanceof Error) || error.name !== "PreconditionFailed") throw error;
        return readObject(name, key);
      }
    },
  };
}
