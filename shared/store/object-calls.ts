import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { required } from "../kernel/invariant.ts";

/** One client a function process; endpoint, region and credentials come from the environment. */
const s3 = new S3Client({});

/** Reads an object's text; throws `NoSuchKey` where there is none. */
export async function readText(bucket: string, key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return required(Body, `body of ${key}`).transformToString("utf-8");
}

/** Creates an object that is never overwritten, and returns the text that is stored: this one, or that of whoever came first. */
export async function putOnce(bucket: string, key: string, text: string): Promise<string> {
  try {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: "application/json", IfNoneMatch: "*" }));
    return text;
  } catch (error) {
    // 412: there is one. 409: another is being created at this moment; then the caller's retry finds it.
    if (!(error instanceof Error) || error.name !== "PreconditionFailed") throw error;
    return readText(bucket, key);
  }
}
