import type { Instant } from "../kernel/clock.ts";

/** A bucket of objects that are created once and never overwritten. */
export interface Bucket {
  /** Reads an object's text; throws `NoSuchKey` if there is none. */
  read(key: string): Promise<string>;
  /** Creates an object and returns the stored text: this one, or the one of an earlier writer. */
  putOnce(key: string, text: string): Promise<string>;
}

/** A bucket of files that are created once and never overwritten. */
export interface Archive {
  /** Creates a file; one that is there already stays as it is, and is equal: who writes a key always writes the same bytes. */
  putOnce(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** The bytes of a file; undefined if there is none. */
  readBytes(key: string): Promise<Uint8Array | undefined>;
}

/** A document as its upload is bound to it. */
export interface DocumentToUpload {
  readonly sha256: string;
  readonly bytes: number;
  readonly contentType: string;
}
/** Documents that others upload and download by addresses with a signature, each under a key that follows from its SHA-256. */
export interface DocumentBucket {
  /** An address that takes exactly this document for some seconds, and the headers that the upload sends. */
  upload(
    key: string,
    document: DocumentToUpload,
    until: { readonly at: Instant; readonly seconds: number },
  ): Promise<{ readonly address: string; readonly headers: Readonly<Record<string, string>> }>;
  /** An address from which an object is downloaded as a file of this name for some seconds. */
  download(key: string, name: string, until: { readonly at: Instant; readonly seconds: number }): Promise<string>;
  /** The SHA-256 of a stored object as the store checked it at its upload, in hexadecimal; undefined if there is none. */
  storedSha256(key: string): Promise<string | undefined>;
  /** The bytes of a stored object; undefined if there is none. Who reads it knows from its announcement how large it is. */
  readBytes(key: string): Promise<Uint8Array | undefined>;
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
        if (!exists(error)) throw error;
        return readObject(name, key);
      }
    },
  };
}

/** Opens the named bucket of files. */
export function openArchive(name: string): Archive {
  return {
    async putOnce(key, bytes, contentType) {
      const { createObject } = await objectClient();
      await createObject(name, key, bytes, contentType).catch((error: unknown) => {
        if (!exists(error)) throw error;
      });
    },
    readBytes: async (key) => (await objectClient()).readObjectBytes(name, key),
  };
}

/** Whether a put failed because its object exists (412). 409: another writer is creating it; the caller's retry will find it. */
function exists(error: unknown): boolean {
  return error instanceof Error && error.name === "PreconditionFailed";
}

/** Opens the named bucket of documents. */
export function openDocuments(name: string): DocumentBucket {
  return {
    async upload(key, { sha256, bytes, contentType }, until) {
      // The store compares the body with length and checksum, which the signature binds.
      const headers = {
        "content-length": String(bytes),
        "content-type": contentType,
        "x-amz-checksum-sha256": Buffer.from(sha256, "hex").toString("base64"),
      };
      const address = await (await objectClient()).addressOfObject(name, key, { method: "PUT", headers, query: {}, ...until });
      return { address, headers };
    },
    async download(key, fileName, until) {
      // Never shown in a browser's page: whatever it is, it is saved.
      const query = { "response-content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}` };
      return (await objectClient()).addressOfObject(name, key, { method: "GET", headers: {}, query, ...until });
    },
    async storedSha256(key) {
      const checksum = await (await objectClient()).checksumOfObject(name, key);
      return checksum === undefined ? undefined : Buffer.from(checksum, "base64").toString("hex");
    },
    readBytes: async (key) => (await objectClient()).readObjectBytes(name, key),
  };
}
