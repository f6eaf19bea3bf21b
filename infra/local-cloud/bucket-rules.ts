import type { Assembly, Resource } from "./assembly/assembly.ts";
import type { CorsRule } from "./gateway/bucket-cors.ts";
import type { BucketLock } from "./gateway/object-lock.ts";
import type { BucketRules } from "./gateway/types.ts";
import { fieldsOf, list } from "./values.ts";

/** What the buckets of an assembly ask of every request. Throws on locks of a kind that the local cloud does not have. */
export function rulesOfBuckets(assembly: Assembly): BucketRules[] {
  return assembly.ofType("AWS::S3::Bucket").map((bucket) => ({ name: bucket.name, lock: lockOf(bucket), cors: corsOf(bucket) }));
}

function lockOf({ name, properties: { ObjectLockEnabled, ObjectLockConfiguration } }: Resource): BucketLock | undefined {
  if (String(ObjectLockEnabled) !== "true") return undefined;
  const { Mode, Days } = fieldsOf(fieldsOf(fieldsOf(ObjectLockConfiguration).Rule).DefaultRetention);
  if ((Mode !== "COMPLIANCE" && Mode !== "GOVERNANCE") || !(Number(Days) > 0))
    throw new Error(`the local cloud locks objects for a number of days by default: ${name}`);
  return { mode: Mode, days: Number(Days) };
}

function corsOf({ properties: { CorsConfiguration } }: Resource): CorsRule[] {
  return list(fieldsOf(CorsConfiguration).CorsRules).map((each) => {
    const { AllowedOrigins, AllowedMethods, AllowedHeaders, ExposedHeaders, MaxAge } = fieldsOf(each);
    const texts = (value: unknown): string[] => list(value).map(String);
    return {
      origins: texts(AllowedOrigins),
      methods: texts(AllowedMethods),
      headers: texts(AllowedHeaders),
      exposed: texts(ExposedHeaders),
      maxAge: MaxAge === undefined ? undefined : Number(MaxAge),
    };
  });
}
