import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { required } from "../kernel/invariant.ts";

/** One client per process; endpoint, region and credentials come from the environment. */
const client = new S3Client({});

/** Reads an object's text; throws `NoSuchKey` if there is none. */
export async function readObject(bucket: string, key: string): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return required(Body, `body of ${key}`).transformToString("utf-8");
}

/** Creates an object; throws `PreconditionFailed` if it exists. */
export async function createObject(bucket: string, key: string, text: string): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: "application/json", IfNoneMatch: "*" }));
}
