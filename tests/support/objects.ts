import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { buildApp } from "fauxqs";
import { type AuctionObjects, auctionObjects } from "../../functions/auctions/objects.ts";

let shared: Promise<AuctionObjects> | undefined;

/** A real object store in this process, shared by all test files of it. */
export function sharedObjects(): Promise<AuctionObjects> {
  shared ??= start();
  return shared;
}

async function start(): Promise<AuctionObjects> {
  const app = buildApp({ logger: false, host: "127.0.0.1", defaultRegion: "cn-north-1" });
  const endpoint = await app.listen({ host: "127.0.0.1", port: 0 });
  // The server must not keep the test process alive.
  app.server.unref();
  const s3 = new S3Client({
    endpoint,
    region: "cn-north-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  await s3.send(new CreateBucketCommand({ Bucket: "manifests" }));
  return auctionObjects(s3, "manifests");
}
