import { createHash, createHmac } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PolicyStatement } from "../../../infra/local-cloud/gateway/types.ts";
import { signedAddress } from "../../../shared/store/signed-addresses.ts";
import { type Engines, region, startEngines } from "./gateway-fixture.ts";

const Bucket = "manifests";
const arn = `arn:aws:s3:::${Bucket}`;
const everything: PolicyStatement[] = [{ Effect: "Allow", Action: "s3:*", Resource: [arn, `${arn}/*`] }];

describe("objects behind the gateway", () => {
  let engines: Engines;
  let client: S3Client;
  beforeAll(async () => {
    engines = await startEngines();
    await engines.createBucket(Bucket);
    client = await engines.objects(everything);
  });
  afterAll(() => engines.stop());

  const text = async (Key: string) => (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

  it("creates an object once: the second create-only put is refused and changes nothing", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "a/1.json", Body: "first", IfNoneMatch: "*" }));
    await expect(client.send(new PutObjectCommand({ Bucket, Key: "a/1.json", Body: "second", IfNoneMatch: "*" }))).rejects.toMatchObject({
      name: "PreconditionFailed",
      $metadata: { httpStatusCode: 412 },
    });
    expect(await text("a/1.json")).toBe("first");
  });

  it("lets exactly one of many simultaneous create-only puts win", async () => {
    // Large enough that the look of one falls into the put of another.
    const bodyOf = (writer: number): string => String(writer).padStart(1_000_000);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, writer) =>
        client.send(new PutObjectCommand({ Bucket, Key: "raced", Body: bodyOf(writer), IfNoneMatch: "*" })).then(
          () => bodyOf(writer),
          () => undefined,
        ),
      ),
    );
    const winners = outcomes.filter((outcome) => outcome !== undefined);
    expect(winners).toHaveLength(1);
    expect((await text("raced")) === winners[0]).toBe(true);
  });

  it("passes bodies of some megabytes unchanged, with their metadata", async () => {
    const body = Buffer.alloc(3_000_000, "0123456789");
    await client.send(
      new PutObjectCommand({ Bucket, Key: "large", Body: body, ContentType: "application/json", Metadata: { hash: "abc" } }),
    );
    const reply = await client.send(new GetObjectCommand({ Bucket, Key: "large" }));
    expect(Buffer.from((await reply.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    expect(reply).toMatchObject({ ContentType: "application/json", Metadata: { hash: "abc" } });
  });

  it("denies what no statement allows, and doesn't say whether a key exists to those who may not list", async () => {
    const reader = await engines.objects([{ Effect: "Allow", Action: "s3:GetObject", Resource: `${arn}/a/*` }]);
    await reader.send(new HeadObjectCommand({ Bucket, Key: "a/1.json" }));
    const denied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };
    await expect(reader.send(new PutObjectCommand({ Bucket, Key: "a/2.json", Body: "x" }))).rejects.toMatchObject(denied);
    await expect(reader.send(new GetObjectCommand({ Bucket, Key: "b/1.json" }))).rejects.toMatchObject(denied);
    await expect(reader.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(denied);
    await expect(reader.send(new GetObjectCommand({ Bucket, Key: "a/none.json" }))).rejects.toMatchObject(denied);
    await expect(client.send(new GetObjectCommand({ Bucket, Key: "a/none.json" }))).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("refuses what the engine would do wrong or ignore", async () => {
    const refused = { name: "NotImplemented", $metadata: { httpStatusCode: 501 } };
    await expect(client.send(new GetObjectTaggingCommand({ Bucket, Key: "a/1.json" }))).rejects.toMatchObject(refused);
    await expect(client.send(new DeleteObjectCommand({ Bucket, Key: "a/1.json", VersionId: "1" }))).rejects.toMatchObject(refused);
    // As S3 answers where a bucket has no lock; the engine would put the retention in the object's place.
    const Retention = { Mode: "COMPLIANCE", RetainUntilDate: new Date("2100-01-01") } as const;
    await expect(client.send(new PutObjectRetentionCommand({ Bucket, Key: "a/1.json", Retention }))).rejects.toMatchObject({
      name: "InvalidRequest",
    });
    await expect(client.send(new GetObjectRetentionCommand({ Bucket, Key: "a/1.json" }))).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(client.send(new GetObjectLockConfigurationCommand({ Bucket }))).rejects.toMatchObject({
      name: "ObjectLockConfigurationNotFoundError",
    });
    await expect(client.send(new PutObjectCommand({ Bucket, Key: "lock", Body: "x", ObjectLockMode: "COMPLIANCE" }))).rejects.toMatchObject(
      refused,
    );
    expect(await text("a/1.json")).toBe("first");
  });

  it("takes a document by a presigned address with exactly the size and SHA-256 that were signed, and tells its checksum", async () => {
    const { accessKeyId, secretAccessKey } = await client.config.credentials();
    const url = new URL(engines.gateway.url);
    const place = { protocol: url.protocol, host: url.host, path: `/${Bucket}/evidence/1`, region };
    const checksum = (text: string) => createHash("sha256").update(text).digest("base64");
    const send = async (body: string, more: Record<string, string> = {}) => {
      const headers = { "content-length": "5", "content-type": "text/csv", "x-amz-checksum-sha256": checksum("a,b,c") };
      const at = new Date().toISOString();
      const signedFor = { method: "PUT", headers, query: {}, at, seconds: 600 } as const;
      const address = signedAddress(place, { accessKeyId, secretAccessKey }, signedFor);
      const { "content-length": _length, ...rest } = headers;
      return fetch(address, { method: "PUT", headers: { ...rest, ...more }, body });
    };
    const refused = async (reply: Response) => [reply.status, /<Code>(\w+)/.exec(await reply.text())?.[1]];
    expect(await refused(await send("a,b,d"))).toEqual([400, "BadDigest"]);
    expect(await refused(await send("a,b,c,d"))).toEqual([403, "SignatureDoesNotMatch"]);
    expect(await refused(await send("a,b,d", { "x-amz-checksum-sha256": checksum("a,b,d") }))).toEqual([403, "SignatureDoesNotMatch"]);
    expect(await refused(await send("a,b,c", { "x-amz-meta-owner": "another" }))).toEqual([403, "AccessDenied"]);
    const stored = new HeadObjectCommand({ Bucket, Key: "evidence/1", ChecksumMode: "ENABLED" });
    await expect(client.send(stored)).rejects.toMatchObject({ name: "NotFound" });
    expect((await send("a,b,c")).status).toBe(200);
    expect(await client.send(stored)).toMatchObject({ ChecksumSHA256: checksum("a,b,c"), ContentLength: 5 });
  });

  it("serves a presigned address until it expires, and not when it was changed", async () => {
    const { accessKeyId, secretAccessKey } = await client.config.credentials();
    const address = presign(`${engines.gateway.url}/${Bucket}/a/1.json`, accessKeyId, secretAccessKey, 60);
    expect(await fetch(address).then((reply) => reply.text())).toBe("first");
    const changed = await fetch(address.replace("a/1.json", "large"));
    expect([changed.status, await changed.text()]).toEqual([403, expect.stringContaining("SignatureDoesNotMatch")]);
    await engines.gateway.setClockOffset(61_000);
    const late = await fetch(address);
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining("Request has expired")]);
    expect((await fetch(`${engines.gateway.url}/${Bucket}/a/1.json`)).status).toBe(403);
  });
});

/** A presigned GET by the rules of Signature Version 4, written out apart from the checking side. */
function presign(address: string, accessKeyId: string, secret: string, expires: number): string {
  const url = new URL(address);
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, "");
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const query = [
    "X-Amz-Algorithm=AWS4-HMAC-SHA256",
    `X-Amz-Credential=${encodeURIComponent(`${accessKeyId}/${scope}`)}`,
    `X-Amz-Date=${time}`,
    `X-Amz-Expires=${expires}`,
    "X-Amz-SignedHeaders=host",
  ].join("&");
  const canonical = `GET\n${url.pathname}\n${query}\nhost:${url.host}\n\nhost\nUNSIGNED-PAYLOAD`;
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${createHash("sha256").update(canonical).digest("hex")}`;
  const hmac = (key: string | Buffer, value: string): Buffer => createHmac("sha256", key).update(value).digest();
  const signingKey = hmac(hmac(hmac(hmac(`AWS4${secret}`, time.slice(0, 8)), region), "s3"), "aws4_request");
  return `${address}?${query}&X-Amz-Signature=${hmac(signingKey, toSign).toString("hex")}`;
}
