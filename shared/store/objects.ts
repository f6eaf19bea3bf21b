/** A bucket of objects that are created once and never overwritten. */
export interface Bucket {
  /** Reads an object's text; throws `NoSuchKey` where there is none. */
  read(key: string): Promise<string>;
  /** Creates an object and returns the text that is stored: this one, or that of whoever came first. */
  putOnce(key: string, text: string): Promise<string>;
}

/** Calls of the object store: loaded on first use, because its client is large and most calls of a function never reach it. */
function objectCalls() {
  return import("./object-calls.ts");
}

/** The bucket of a name. */
export function openBucket(name: string): Bucket {
  return {
    read: async (key) => (await objectCalls()).readText(name, key),
    putOnce: async (key, text) => (await objectCalls()).putOnce(name, key, text),
  };
}
