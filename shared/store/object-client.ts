import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { required } from "../kernel/invariant.ts";
import { type SignedFor, signedAddress } from "./signed-addresses.ts";

/** One client per process; endpoint, region and credentials come from the environment. */
const client = new S3Client({});

/** Reads an object's text; throws `NoSuchKey` if there is none. */
export async function readObject(bucket: string, key: string): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return required(Body, `body of ${key}`).transformToString("utf-8");
}

/** Reads an object's bytes; undefined if there is no such object. */
export async function readObjectBytes(bucket: string, key: string): Promise<Uint8Array | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await required(Body, `body of ${key}`).transformToByteArray();
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Creates an object; throws `PreconditionFailed` if it exists. The client adds a checksum, without which a bucket with a lock takes none. */
export async function createObject(
  bucket: string,
  key: string,
  body: string | Uint8Array,
  contentType = "application/json",
): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType, IfNoneMatch: "*" }));
}

/** The SHA-256 that an object was stored with, base64 as in its headers; undefined if there is no such object, or it was stored without. */
export async function checksumOfObject(bucket: string, key: string): Promise<string | undefined> {
  try {
    const { ChecksumSHA256 } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: "ENABLED" }));
    return ChecksumSHA256;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Whether an error says that there is no such object. 403: there is none, and who may not list does not learn so. */
function isAbsent(error: unknown): boolean {
  const { $metadata: { httpStatusCode = 500 } = {} } = error as { $metadata?: { httpStatusCode?: number } };
  return httpStatusCode === 404 || httpStatusCode === 403;
}

/** The address of an object that carries this function's right for some seconds. */
export async function addressOfObject(bucket: string, key: string, signedFor: SignedFor): Promise<string> {
  const [{ protocol, host, path }, region, credentials] = await Promise.all([
    placeOf(bucket, key),
    client.config.region(),
    client.config.credentials(),
  ]);
  return signedAddress({ protocol, host, path, region }, credentials, signedFor);
}

interface Resolved {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
}

/** Where the client would look for an object: its own rules decide between hosts and paths. Nothing is sent. */
async function placeOf(bucket: string, key: string) {
  const command = new GetObjectCommand({ Bucket: bucket, Key: key });
  let found: Resolved | undefined;
  command.middlewareStack.add(
    () => async (call) => {
      found = call.request as Resolved;
      return { response: undefined, output: { $metadata: {} } };
    },
    { step: "finalizeRequest", name: "resolveOnly", priority: "high" },
  );
  await client.send(command);
  const { protocol, hostname, port, path } = required(found, `place of ${key}`);
  return { protocol, host: port === undefined ? hostname : `${hostname}:${port}`, path };
}

/** Begins to upload an object in parts; returns the upload's id. */
export async function beginUpload(bucket: string, key: string, contentType: string): Promise<string> {
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, ContentType: contentType, ChecksumAlgorithm: "CRC32" }),
  );
  return required(UploadId, `upload of ${key}`);
}

/** Uploads a part with its checksum; returns its entity tag. */
export async function uploadPart(
  bucket: string,
  key: string,
  upload: string,
  part: { readonly number: number; readonly bytes: Uint8Array; readonly crc32: string },
): Promise<string> {
  const { number: PartNumber, bytes: Body, crc32: ChecksumCRC32 } = part;
  const { ETag } = await client.send(
    new UploadPartCommand({ Bucket: bucket, Key: key, UploadId: upload, PartNumber, Body, ChecksumCRC32 }),
  );
  return required(ETag, `entity tag of part ${PartNumber} of ${key}`);
}

/** Makes one object of uploaded parts; throws `NoSuchUpload` if that was done before, or the upload was aborted. */
export async function completeUpload(
  bucket: string,
  key: string,
  upload: string,
  parts: readonly { readonly number: number; readonly tag: string; readonly crc32: string }[],
): Promise<void> {
  const Parts = parts.map(({ number: PartNumber, tag: ETag, crc32: ChecksumCRC32 }) => ({ PartNumber, ETag, ChecksumCRC32 }));
  await client.send(new CompleteMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: upload, MultipartUpload: { Parts } }));
}

/** Gives up an upload with all its parts; one that is over stays as it is. */
export async function abortUpload(bucket: string, key: string, upload: string): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: upload }));
  } catch (error) {
    if (!(error instanceof Error && error.name === "NoSuchUpload")) throw error;
  }
}

/** Whether there is an object. */
export async function objectExists(bucket: string, key: string): Promise<boolean> {
  try {
    await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
