import type { IncomingMessage } from "node:http";
import type { NeededRight } from "./policy.ts";

/** What an S3 request is: its operation, bucket, key and needed rights; or why it is not supported. */
export type ObjectRequest =
  | {
      readonly kind: "known";
      readonly operation: string;
      readonly bucket: string;
      readonly key: string;
      readonly rights: readonly NeededRight[];
    }
  | { readonly kind: "unknown"; readonly reason: string };

/** Parameters that change the form of an answer only. */
const harmless =
  /^(x-id|list-type|prefix|delimiter|continuation-token|start-after|max-keys|encoding-type|fetch-owner|response-.*|x-amz-.*)$/i;
/** Parameters that select another operation, by method. */
const subresources: Readonly<Record<string, Readonly<Record<string, readonly [operation: string, action: string]>>>> = {
  uploads: { POST: ["CreateMultipartUpload", "s3:PutObject"] },
  uploadId: {
    PUT: ["UploadPart", "s3:PutObject"],
    POST: ["CompleteMultipartUpload", "s3:PutObject"],
    DELETE: ["AbortMultipartUpload", "s3:AbortMultipartUpload"],
    GET: ["ListParts", "s3:ListMultipartUploadParts"],
  },
  versionId: { DELETE: ["DeleteObjectVersion", "s3:DeleteObjectVersion"] },
  retention: { GET: ["GetObjectRetention", "s3:GetObjectRetention"], PUT: ["PutObjectRetention", "s3:PutObjectRetention"] },
  "object-lock": { GET: ["GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"] },
  location: { GET: ["GetBucketLocation", "s3:GetBucketLocation"] },
};
const objectOperations: Readonly<Record<string, readonly [operation: string, action: string]>> = {
  GET: ["GetObject", "s3:GetObject"],
  HEAD: ["HeadObject", "s3:GetObject"],
  PUT: ["PutObject", "s3:PutObject"],
  DELETE: ["DeleteObject", "s3:DeleteObject"],
};
const bucketOperations: Readonly<Record<string, readonly [operation: string, action: string]>> = {
  GET: ["ListObjectsV2", "s3:ListBucket"],
  HEAD: ["HeadBucket", "s3:ListBucket"],
  PUT: ["CreateBucket", "s3:CreateBucket"],
  DELETE: ["DeleteBucket", "s3:DeleteBucket"],
};

/**
 * Reads a path-style request. Subresources and headers that the engine ignores or gets wrong (versions, legal hold, tags, access lists, …)
 * are not supported: an error is better than a wrong answer. What is about locks is known here and answered without the engine.
 */
export function readObjectRequest(request: IncomingMessage, partition: string): ObjectRequest {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://local");
  const [, bucket = "", ...path] = pathname.split("/");
  const key = decodeURIComponent(path.join("/"));
  const method = request.method ?? "GET";
  const unsupported = Object.keys(request.headers).find((name) =>
    /^x-amz-(object-lock|tagging|acl|grant|server-side-encryption-customer)/.test(name),
  );
  if (unsupported) return { kind: "unknown", reason: `header ${unsupported}` };
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const known = (operation: string, action: string, resource: string, ...more: NeededRight[]): ObjectRequest => ({
    kind: "known",
    operation,
    bucket,
    key,
    rights: [{ action, resource }, ...more],
  });
  if (bucket === "")
    return method === "GET" ? known("ListBuckets", "s3:ListAllMyBuckets", "*") : { kind: "unknown", reason: `${method} without a bucket` };
  const parameters = [...searchParams.keys()].filter((name) => !harmless.test(name) && name !== "partNumber");
  if (parameters.length > 1) return { kind: "unknown", reason: `parameters ${parameters.join(", ")}` };
  const [parameter] = parameters;
  const resource = key === "" ? bucketArn : `${bucketArn}/${key}`;
  if (parameter !== undefined) {
    const [operation, action] = subresources[parameter]?.[method] ?? [];
    return operation && action ? known(operation, action, resource) : { kind: "unknown", reason: `${method} with ?${parameter}` };
  }
  const [operation, action] = (key === "" ? bucketOperations : objectOperations)[method] ?? [];
  if (!operation || !action) return { kind: "unknown", reason: method };
  const source = request.headers["x-amz-copy-source"];
  if (operation !== "PutObject" || typeof source !== "string") return known(operation, action, resource);
  if (source.includes("?")) return { kind: "unknown", reason: "copying a version" };
  const copied = { action: "s3:GetObject", resource: `arn:${partition}:s3:::${decodeURIComponent(source).replace(/^\//, "")}` };
  return known("CopyObject", action, resource, copied);
}
