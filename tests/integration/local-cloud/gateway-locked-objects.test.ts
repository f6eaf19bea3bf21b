import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PolicyStatement } from "../../../infra/local-cloud/gateway/types.ts";
import { type Engines, startEngines } from "./gateway-fixture.ts";

const day = 86_400_000;
const days = 30;
const kept = "kept";
const governed = "governed";
const open = "open";

const rightsOn = (Bucket: string, ...actions: string[]): PolicyStatement[] => [
  { Effect: "Allow", Action: actions.map((action) => `s3:${action}`), Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`] },
];

describe("objects under a lock behind the gateway", () => {
  let engines: Engines;
  /** May do everything, as no function may. */
  let anybody: S3Client;
  beforeAll(async () => {
    engines = await startEngines();
    for (const name of [kept, governed, open]) await engines.createBucket(name);
    await setBuckets();
    anybody = await engines.objects("administrator");
  });
  afterAll(() => engines.stop());

  const setBuckets = () =>
    engines.gateway.setBuckets([
      { name: kept, lock: { mode: "COMPLIANCE", days }, cors: [] },
      { name: governed, lock: { mode: "GOVERNANCE", days }, cors: [] },
    ]);
  const put = (Bucket: string, Key: string, Body: string) =>
    anybody.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: "*", Metadata: { by: "writer" } }));
  const textOf = async (Bucket: string, Key: string) =>
    (await anybody.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
  const refused = { name: "NotImplemented", $metadata: { httpStatusCode: 501 } };
  const protectedByLock = { name: "AccessDenied", message: "Access Denied because object protected by object lock." };

  it("are locked from their creation, and say so to whoever may read it", async () => {
    const before = Date.now();
    await put(kept, "told", "first");
    const head = await anybody.send(new HeadObjectCommand({ Bucket: kept, Key: "told" }));
    expect([head.ObjectLockMode, head.Metadata]).toEqual(["COMPLIANCE", { by: "writer" }]);
    const until = head.ObjectLockRetainUntilDate?.getTime() ?? 0;
    expect(until).toBeGreaterThanOrEqual(before + days * day);
    expect(until).toBeLessThanOrEqual(Date.now() + days * day);
    const { Retention } = await anybody.send(new GetObjectRetentionCommand({ Bucket: kept, Key: "told" }));
    expect(Retention).toEqual({ Mode: "COMPLIANCE", RetainUntilDate: head.ObjectLockRetainUntilDate });
    const { ObjectLockConfiguration } = await anybody.send(new GetObjectLockConfigurationCommand({ Bucket: kept }));
    expect(ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: days } },
    });
    const reader = await engines.objects(rightsOn(kept, "GetObject"));
    const read = await reader.send(new GetObjectCommand({ Bucket: kept, Key: "told" }));
    expect([read.ObjectLockMode, await read.Body?.transformToString()]).toEqual([undefined, "first"]);
    await expect(reader.send(new GetObjectRetentionCommand({ Bucket: kept, Key: "told" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  it("can't be overwritten, copied over or uploaded over in parts", async () => {
    await put(kept, "overwritten", "first");
    const Key = "overwritten";
    await expect(put(kept, Key, "second")).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(anybody.send(new PutObjectCommand({ Bucket: kept, Key, Body: "second" }))).rejects.toMatchObject(refused);
    const { ETag } = await anybody.send(new HeadObjectCommand({ Bucket: kept, Key }));
    await expect(anybody.send(new PutObjectCommand({ Bucket: kept, Key, Body: "second", IfMatch: ETag }))).rejects.toMatchObject(refused);
    await anybody.send(new PutObjectCommand({ Bucket: open, Key: "source", Body: "second" }));
    await expect(anybody.send(new CopyObjectCommand({ Bucket: kept, Key, CopySource: `${open}/source` }))).rejects.toMatchObject(refused);
    await expect(anybody.send(new CreateMultipartUploadCommand({ Bucket: kept, Key }))).rejects.toMatchObject(refused);
    expect(await textOf(kept, Key)).toBe("first");
  });

  it("lets exactly one of many simultaneous puts create an object, with a condition or without", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, writer) => {
        const body = String(writer).padStart(200_000);
        const condition = writer % 2 === 0 ? { IfNoneMatch: "*" } : {};
        return anybody.send(new PutObjectCommand({ Bucket: kept, Key: "raced", Body: body, ...condition })).then(
          () => body,
          () => undefined,
        );
      }),
    );
    const winners = outcomes.filter((outcome) => outcome !== undefined);
    expect(winners).toHaveLength(1);
    expect((await textOf(kept, "raced")) === winners[0]).toBe(true);
  });

  it("can't be deleted, by whoever may do everything, as long as the lock lasts", async () => {
    for (const Bucket of [kept, governed]) {
      await put(Bucket, "deleted", "first");
      const target = { Bucket, Key: "deleted" };
      await expect(anybody.send(new DeleteObjectCommand(target))).rejects.toMatchObject(refused);
      await expect(anybody.send(new DeleteObjectCommand({ ...target, VersionId: "null" }))).rejects.toMatchObject(protectedByLock);
      await expect(anybody.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "deleted" }] } }))).rejects.toMatchObject(
        refused,
      );
      await expect(anybody.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: "BucketNotEmpty" });
      expect(await textOf(Bucket, "deleted")).toBe("first");
    }
  });

  it("keep their lock: it is neither shortened, nor weakened, nor switched off for what comes", async () => {
    await put(kept, "shortened", "first");
    const target = { Bucket: kept, Key: "shortened" };
    const { ObjectLockRetainUntilDate: until = new Date(0) } = await anybody.send(new HeadObjectCommand(target));
    const shorter = { Mode: "COMPLIANCE", RetainUntilDate: new Date(until.getTime() - day) } as const;
    const weaker = { Mode: "GOVERNANCE", RetainUntilDate: until } as const;
    for (const Retention of [shorter, weaker])
      for (const BypassGovernanceRetention of [undefined, true])
        await expect(
          anybody.send(new PutObjectRetentionCommand({ ...target, Retention, BypassGovernanceRetention })),
        ).rejects.toMatchObject(protectedByLock);
    // A longer lock is what S3 would put: the engine would put the request in the object's place.
    const longer = { Mode: "COMPLIANCE", RetainUntilDate: new Date(until.getTime() + day) } as const;
    await expect(anybody.send(new PutObjectRetentionCommand({ ...target, Retention: longer }))).rejects.toMatchObject(refused);
    await expect(anybody.send(new PutObjectLegalHoldCommand({ ...target, LegalHold: { Status: "OFF" } }))).rejects.toMatchObject(refused);
    await expect(
      anybody.send(new PutObjectLockConfigurationCommand({ Bucket: kept, ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" } })),
    ).rejects.toMatchObject(refused);
    await expect(
      anybody.send(new PutBucketVersioningCommand({ Bucket: kept, VersioningConfiguration: { Status: "Suspended" } })),
    ).rejects.toMatchObject(refused);
    const after = await anybody.send(new HeadObjectCommand(target));
    expect([after.ObjectLockMode, after.ObjectLockRetainUntilDate]).toEqual(["COMPLIANCE", until]);
    expect(await textOf(kept, "shortened")).toBe("first");
  });

  it("in governance mode are deleted by nobody without the right to bypass it, and kept even so", async () => {
    await put(governed, "bypassed", "first");
    const deletion = new DeleteObjectCommand({ Bucket: governed, Key: "bypassed", VersionId: "null", BypassGovernanceRetention: true });
    const without = await engines.objects(rightsOn(governed, "DeleteObjectVersion"));
    await expect(without.send(deletion)).rejects.toMatchObject(protectedByLock);
    const nobody = await engines.objects(rightsOn(governed, "GetObject", "PutObject"));
    await expect(nobody.send(deletion)).rejects.toMatchObject({ name: "AccessDenied", message: expect.stringContaining("not authorized") });
    await expect(anybody.send(deletion)).rejects.toMatchObject(refused);
    expect(await textOf(governed, "bypassed")).toBe("first");
  });

  it("carry a lock that no caller can choose or forge, and are refused without a checksum, as S3 refuses them", async () => {
    const forged = { "local-cloud-lock-mode": "GOVERNANCE", "local-cloud-lock-until": "2000-01-01T00:00:00.000Z" };
    await anybody.send(new PutObjectCommand({ Bucket: kept, Key: "forged", Body: "first", Metadata: forged }));
    const head = await anybody.send(new HeadObjectCommand({ Bucket: kept, Key: "forged" }));
    expect([head.ObjectLockMode, head.Metadata]).toEqual(["COMPLIANCE", {}]);
    expect(head.ObjectLockRetainUntilDate?.getTime()).toBeGreaterThan(Date.now());
    const chosen = new PutObjectCommand({ Bucket: kept, Key: "chosen", Body: "x", ObjectLockMode: "GOVERNANCE" });
    await expect(anybody.send(chosen)).rejects.toMatchObject(refused);
    const bare = await engines.objects("administrator");
    bare.middlewareStack.add(
      (next) => (call) => {
        const { headers } = call.request as { headers: Record<string, string> };
        for (const name of Object.keys(headers)) if (/checksum/.test(name)) delete headers[name];
        return next(call);
      },
      { step: "build", priority: "low" },
    );
    await expect(bare.send(new PutObjectCommand({ Bucket: kept, Key: "bare", Body: "x" }))).rejects.toMatchObject({
      name: "InvalidRequest",
    });
    await expect(textOf(kept, "bare")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("stay locked over a restart, and by the local clock when it is moved", async () => {
    await put(kept, "restarted", "first");
    await engines.restartGateway();
    await setBuckets();
    anybody = await engines.objects("administrator");
    const deletion = new DeleteObjectCommand({ Bucket: kept, Key: "restarted", VersionId: "null" });
    await engines.gateway.setClockOffset((days - 1) * day);
    await expect(anybody.send(deletion)).rejects.toMatchObject(protectedByLock);
    await engines.gateway.setClockOffset(0);
    expect(await textOf(kept, "restarted")).toBe("first");
  });

  it("are another matter than objects of other buckets, which are overwritten, deleted and uploaded in parts", async () => {
    for (const Body of ["first", "second"]) await anybody.send(new PutObjectCommand({ Bucket: open, Key: "free", Body }));
    const head = await anybody.send(new HeadObjectCommand({ Bucket: open, Key: "free" }));
    expect(head.ObjectLockMode).toBeUndefined();
    const { UploadId } = await anybody.send(new CreateMultipartUploadCommand({ Bucket: open, Key: "parts" }));
    await anybody.send(new AbortMultipartUploadCommand({ Bucket: open, Key: "parts", UploadId }));
    await anybody.send(new DeleteObjectCommand({ Bucket: open, Key: "free" }));
    await expect(textOf(open, "free")).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("pages and the objects of a bucket behind the gateway", () => {
  const origin = "https://portal.example";
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines();
    await engines.createBucket("exports");
    const cors = [{ origins: [origin], methods: ["GET"], headers: ["range"], exposed: ["content-disposition"], maxAge: 600 }];
    await engines.gateway.setBuckets([{ name: "exports", lock: undefined, cors }]);
  });
  afterAll(() => engines.stop());

  const ask = async (method: string, headers: Record<string, string>) => {
    const reply = await fetch(`${engines.gateway.url}/exports/one`, { method, headers });
    await reply.arrayBuffer();
    return [reply.status, reply.headers.get("access-control-allow-origin")];
  };

  it("lets pages of the named origins read an answer, and no others", async () => {
    // Without a signature nobody reads an object: a page sees that it is refused.
    expect(await ask("GET", { origin })).toEqual([403, origin]);
    expect(await ask("GET", { origin: "https://other.example" })).toEqual([403, null]);
    expect(await ask("GET", {})).toEqual([403, null]);
  });

  it("tells a browser beforehand what a page may send", async () => {
    const preflight = (more: Record<string, string>) => ask("OPTIONS", { origin, "access-control-request-method": "GET", ...more });
    expect(await preflight({})).toEqual([200, origin]);
    expect(await preflight({ "access-control-request-headers": "Range" })).toEqual([200, origin]);
    expect(await preflight({ "access-control-request-headers": "x-other" })).toEqual([403, null]);
    expect(await preflight({ "access-control-request-method": "PUT" })).toEqual([403, null]);
    expect(await preflight({ origin: "https://other.example" })).toEqual([403, null]);
  });
});
