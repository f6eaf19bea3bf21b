import { crc32 } from "node:zlib";

/** A part that was uploaded. A later upload of the same number replaces it, so whoever uploads takes numbers that nobody else takes. */
export interface UploadedPart {
  /** From 1 to 10,000; numbers may be left out. */
  readonly number: number;
  /** What the store calls its content. */
  readonly tag: string;
  /** CRC-32, base64. */
  readonly crc32: string;
}

/** Bytes that every part but the last has to have. */
export const leastPartBytes = 5 * 1024 * 1024;

/** A bucket whose objects are uploaded in parts, by whoever has the upload's id: nothing of an object is seen before it is complete. */
export interface UploadBucket {
  /** Begins an upload; returns its id. What is never completed is removed by the bucket's rule. */
  begin(key: string, contentType: string): Promise<string>;
  /** Uploads a part. */
  put(key: string, upload: string, number: number, bytes: Uint8Array): Promise<UploadedPart>;
  /** Makes one object of these parts, in ascending order. Completing again changes nothing; throws where the upload was aborted. */
  complete(key: string, upload: string, parts: readonly UploadedPart[]): Promise<void>;
  /** Gives up an upload with all its parts, also one that is given up already. */
  abort(key: string, upload: string): Promise<void>;
}

/** The client, loaded on first use: it is large, and most calls read no objects. */
function objectClient() {
  return import("./object-client.ts");
}

/** Opens the named bucket: needs `PutObject` and `GetObject`, and `AbortMultipartUpload` to give up. */
export function openUploads(name: string): UploadBucket {
  return {
    begin: async (key, contentType) => (await objectClient()).beginUpload(name, key, contentType),
    async put(key, upload, number, bytes) {
      const part = { number, bytes, crc32: checksumOf(bytes) };
      const tag = await (await objectClient()).uploadPart(name, key, upload, part);
      return { number, tag, crc32: part.crc32 };
    },
    async complete(key, upload, parts) {
      const { completeUpload, objectExists } = await objectClient();
      try {
        await completeUpload(name, key, upload, parts);
      } catch (error) {
        // The store forgets an upload that is over: the object says whether it was completed.
        if (!(error instanceof Error) || error.name !== "NoSuchUpload" || !(await objectExists(name, key))) throw error;
      }
    },
    abort: async (key, upload) => (await objectClient()).abortUpload(name, key, upload),
  };
}

function checksumOf(bytes: Uint8Array): string {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(crc32(bytes));
  return four.toString("base64");
}
