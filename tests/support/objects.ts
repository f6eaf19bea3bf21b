import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { buildApp } from "fauxqs";
import { type AuctionObjects, auctionObjects } from "../../functions/auctions/objects.ts";

const access = { region: "cn-north-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
let standIn: Promise<{ readonly endpoint: string } & typeof access> | undefined;
let shared: Promise<AuctionObjects> | undefined;

/** Real queues and objects in this process, shared by all test files of it. */
export function serviceStandIn(): NonNullable<typeof standIn> {
  standIn ??= startStandIn();
  return standIn;
}

/** A real object store in this process, shared by all test files of it. */
export function sharedObjects(): Promise<AuctionObjects> {
  shared ??= start();
  return shared;
}

async function startStandIn() {
  const app = buildApp({ logger: false, host: "127.0.0.1", defaultRegion: access.region });
  const endpoint = await app.listen({ host: "127.0.0.1", port: 0 });
  // The server must not keep the test process alive.
  app.server.unref();
  return { endpoint, ...access };
}

async function start(): Promise<AuctionObjects> {
  const s3 = new S3Client({ ...(await serviceStandIn()), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "manifests" }));
  return auctionObjects(s3, "manifests");
}
