import type { S3Client } from "@aws-sdk/client-s3";
import { required } from "../kernel/invariant.ts";

/** A bucket of objects that are created once and never overwritten. */
export interface Bucket {
  /** Reads an object's text; throws `NoSuchKey` if there is none. */
  read(key: string): Promise<string>;
  /** Creates an object and returns the stored text: this one, or the one of an earlier writer. */
  putOnce(key: string, text: string): Promise<string>;
}

let client: Promise<S3Client> | undefined;

/** The client library, loaded on first use: it is large, and most calls read no objects. */
function loadedLibrary() {
  return import("@aws-sdk/client-s3");
}

/** One client per process; endpoint, region and credentials come from the environment. */
function s3Client(): Promise<S3Client> {
  client ??= loadedLibrary().then(({ S3Client }) => new S3Client({}));
  return client;
}

/** Opens the named bucket. */
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
        // 412: it exists. 409: another writer is creating it; the caller's retry will find it.
        if (!(error instanceof Error) || error.name !== "PreconditionFailed") throw error;
        return read(key);
      }
    },
  };
}
