import type { S3Client } from "@aws-sdk/client-s3";
import { required } from "../kernel/invariant.ts";

/** A bucket of objects that are created once and never overwritten. */
export interface Bucket {
  /** Reads an object's text; throws `NoSuchKey` where there is none. */
  read(key: string): Promise<string>;
  /** Creates an object and returns the text that is stored: this one, or that of whoever came first. */
  putOnce(key: string, text: string): Promise<string>;
}

let client: Promise<S3Client> | undefined;

/** The client library, loaded on first use: most calls of a function that may read objects read none, and it is large. */
function loadedLibrary() {
  return import("@aws-sdk/client-s3");
}

/** One client a function process; endpoint, region and credentials come from the environment. */
function s3Client(): Promise<S3Client> {
  client ??= loadedLibrary().then(({ S3Client }) => new S3Client({}));
  return client;
}

/** The bucket of a name. */
export function openBucket(name: string): Bucket {
  async function read(key: string): Promise<string> {
    const [s3, { GetObjectCommand }] = await Promise.all([s3Client(), loadedLibrary()]);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: name, Key: key }));
    return required(Body, `body of ${key}`).transformToString("utf-8");
  }
  return {
    read,
    async putOnce(key, text) {
      const [s3, { PutObjectCommand }] = await Promise.all([s3Client(), loadedLibrary()]);
      try {
        await s3.send(new PutObjectCommand({ Bucket: name, Key: key, Body: text, ContentType: "application/json", IfNoneMatch: "*" }));
        return text;
      } catch (error) {
        // 412: there is one. 409: another is being created at this moment; then the caller's retry finds it.
        if (!(error instanceof Error) || error.name !== "PreconditionFailed") throw error;
        return read(key);
      }
    },
  };
}
