/** A bucket of objects that are created once and never overwritten. */
export interface Bucket {
  /** Reads an object's text; throws `NoSuchKey` where there is none. */
  read(key: string): Promise<string>;
  /** Creates an object and returns the text that is stored: this one, or that of whoever came first. */
  putOnce(key: string, text: string): Promise<string>;
}

/** The client, loaded on first use: most calls of a function that may read objects read none, and it is large. */
function objectClient() {
  return import("./object-client.ts");
}

/** The bucket of a name. */
export function openBucket(name: string): Bucket {
  return {
    read: async (key) => (await objectClient()).readObject(name, key),
    async putOnce(key, text) {
      const { createObject, readObject } = await objectClient();
      try {
        await createObject(name, key, text);
        return text;
      } catch (error) {
        // 412: there is one. 409: another is being created at this moment; then the caller's retry finds it.
        if (!(error instanceof Error) || error.name !== "PreconditionFailed") throw error;
        return readObject(name, key);
      }
    },
  };
}
