import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** A lock that a bucket puts on each new object. */
export interface BucketLock {
  /** With GOVERNANCE, who has a right of its own may lift it; with COMPLIANCE, nobody. */
  readonly mode: "COMPLIANCE" | "GOVERNANCE";
  readonly days: number;
}

/** The lock of a stored object. */
interface ObjectLock {
  readonly mode: string;
  /** Instant as text. */
  readonly until: string;
}

/** An object as the engine has it. */
export interface StoredObject {
  readonly status: number;
  readonly etag: string | undefined;
  readonly lock: ObjectLock | undefined;
}

/** What is asked of an object or its bucket, as far as a lock has to do with it. */
export interface LockedRequest {
  readonly operation: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly stored: StoredObject;
  /** Time of the local clock in epoch milliseconds. */
  readonly now: number;
  /** Whether the caller has the right to lift a lock in governance mode. */
  readonly mayBypass: () => boolean;
}

/** An error as S3 words it. */
export type ObjectRefusal = readonly [status: number, code: string, message: string];
/** An answer in XML. */
export interface ObjectAnswer {
  readonly xml: string;
}

/** Metadata in which the engine keeps the lock of an object; callers neither send nor see it. */
const modeAtEngine = "x-amz-meta-local-cloud-lock-mode";
const untilAtEngine = "x-amz-meta-local-cloud-lock-until";
/** Whether a header is that of the lock at the engine. */
export function isLockAtEngine(header: string): boolean {
  return header === modeAtEngine || header === untilAtEngine;
}

/** The lock of an object, of the engine's headers. */
export function lockAtEngine({ [modeAtEngine]: mode, [untilAtEngine]: until }: IncomingHttpHeaders): ObjectLock | undefined {
  return mode === undefined || until === undefined ? undefined : { mode: String(mode), until: String(until) };
}

/** The lock of a new object, as headers for the engine. */
export function newLock({ mode, days }: BucketLock, now: number): OutgoingHttpHeaders {
  return { [modeAtEngine]: mode, [untilAtEngine]: new Date(now + days * 86_400_000).toISOString() };
}

/** The lock of an object, as S3 has it in headers. */
export function lockHeaders(lock: ObjectLock | undefined): OutgoingHttpHeaders {
  return lock ? { "x-amz-object-lock-mode": lock.mode, "x-amz-object-lock-retain-until-date": lock.until } : {};
}

const protectedObject = [403, "AccessDenied", "Access Denied because object protected by object lock."] as const;
const noVersions = (what: string): ObjectRefusal => [501, "NotImplemented", `The local cloud keeps one version of an object: ${what}`];
const withLock = "in a bucket with a lock it creates objects by PutObject only";

/**
 * What S3, or the local cloud in its place, answers to a request in a bucket with a lock; undefined where the engine answers. Whatever S3 would do
 * by a second version is refused, because the engine would lose the first.
 */
export function lockedAnswer(lock: BucketLock, request: LockedRequest): ObjectRefusal | ObjectAnswer | undefined {
  return answers[request.operation]?.(request, lock);
}

const answers: Readonly<Record<string, (request: LockedRequest, lock: BucketLock) => ObjectRefusal | ObjectAnswer | undefined>> = {
  PutObject: ({ headers, stored }) => {
    if (!Object.keys(headers).some((name) => /^(content-md5|x-amz-checksum-.+|x-amz-sdk-checksum-algorithm)$/.test(name)))
      return [
        400,
        "InvalidRequest",
        "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
      ];
    return stored.status === 200 ? noVersions("the one that is there would be lost") : undefined;
  },
  CopyObject: () => noVersions(withLock),
  CreateMultipartUpload: () => noVersions(withLock),
  UploadPart: () => noVersions(withLock),
  CompleteMultipartUpload: () => noVersions(withLock),
  DeleteObject: () => noVersions("S3 would put a delete marker over it and keep it"),
  DeleteObjectVersion: (request) => {
    const { stored, mayBypass, headers } = request;
    if (stored.status === 404) return [404, "NoSuchVersion", "The specified version does not exist."];
    const { lock } = stored;
    const lifted = lock?.mode === "GOVERNANCE" && isBypassing(headers) && mayBypass();
    return isHeld(request) && !lifted ? protectedObject : noVersions("it deletes none");
  },
  PutObjectRetention: (request) => {
    const { stored, headers, body, mayBypass } = request;
    if (stored.status === 404) return noSuchKey;
    const [, mode] = /<Mode>(COMPLIANCE|GOVERNANCE)<\/Mode>/.exec(body) ?? [];
    const [, until = ""] = /<RetainUntilDate>([^<]+)<\/RetainUntilDate>/.exec(body) ?? [];
    if (mode === undefined || Number.isNaN(Date.parse(until)))
      return [400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema"];
    const { lock } = stored;
    const weaker = lock && (Date.parse(until) < Date.parse(lock.until) || (lock.mode === "COMPLIANCE" && mode === "GOVERNANCE"));
    const lifted = lock?.mode === "GOVERNANCE" && isBypassing(headers) && mayBypass();
    return weaker && isHeld(request) && !lifted ? protectedObject : noVersions("its lock stays as it was made");
  },
  GetObjectRetention: ({ stored: { status, lock } }) => {
    if (status === 404) return noSuchKey;
    if (!lock) return [404, "NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration"];
    return { xml: `<Retention><Mode>${lock.mode}</Mode><RetainUntilDate>${lock.until}</RetainUntilDate></Retention>` };
  },
  GetObjectLockConfiguration: (_request, { mode, days }) => {
    const rule = `<Rule><DefaultRetention><Mode>${mode}</Mode><Days>${days}</Days></DefaultRetention></Rule>`;
    return { xml: `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>${rule}</ObjectLockConfiguration>` };
  },
};

/** What S3 answers in a bucket without a lock to what is about locks; undefined for other requests. */
export function answerWithoutLock(operation: string): ObjectRefusal | undefined {
  if (operation === "GetObjectRetention" || operation === "PutObjectRetention")
    return [400, "InvalidRequest", "Bucket is missing Object Lock Configuration"];
  if (operation === "GetObjectLockConfiguration")
    return [404, "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket"];
  return operation === "DeleteObjectVersion" ? noVersions("it deletes none") : undefined;
}

const noSuchKey = [404, "NoSuchKey", "The specified key does not exist."] as const;

function isHeld({ stored: { lock }, now }: LockedRequest): boolean {
  return lock !== undefined && now < Date.parse(lock.until);
}

function isBypassing({ "x-amz-bypass-governance-retention": bypass }: IncomingHttpHeaders): boolean {
  return bypass === "true";
}
