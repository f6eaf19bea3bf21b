import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { bundleOptions } from "../../infra/build.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const source = `
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
export async function roundTrip(endpoint) {
  const s3 = new S3Client({ endpoint, forcePathStyle: true, region: "cn-north-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
  await s3.send(new PutObjectCommand({ Bucket: "manifests", Key: "results/1.json", Body: "{}", IfNoneMatch: "*" }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "manifests", Key: "results/1.json" }));
  return Body.transformToString();
}
`;

it("keeps conditional puts and gets of objects working in bundles", async () => {
  const folder = temporaryFolder("clients");
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers["if-none-match"] ?? ""}`.trim());
    request.resume().on("end", () => response.end(request.method === "GET" ? "the object" : ""));
  }).listen(0, "127.0.0.1");
  try {
    await once(server, "listening");
    const outfile = join(folder, "index.mjs");
    await build({ ...bundleOptions, stdin: { contents: source, resolveDir: import.meta.dirname }, outfile });
    const bundled: { roundTrip(endpoint: string): Promise<string> } = await import(pathToFileURL(outfile).href);
    const { port } = server.address() as AddressInfo;
    await expect(bundled.roundTrip(`http://127.0.0.1:${port}`)).resolves.toBe("the object");
    expect(asked).toEqual(["PUT /manifests/results/1.json?x-id=PutObject *", "GET /manifests/results/1.json?x-id=GetObject"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
