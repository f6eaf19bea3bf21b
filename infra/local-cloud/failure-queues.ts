import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Assembly } from "./assembly/assembly.ts";
import { fieldsOf, isFields, parseJson } from "./values.ts";

/** Names of the queues that take what failed: dead-letter queues and on-failure destinations of whatever the templates hold. */
export function failureQueuesOf(assembly: Assembly): readonly string[] {
  const targets = new Set(assembly.resources.flatMap(({ properties }) => failureTargets(properties)));
  return assembly
    .ofType("AWS::SQS::Queue")
    .filter(({ arn }) => arn !== undefined && targets.has(arn))
    .map(({ name }) => name);
}

/** ARNs below `deadLetterTargetArn`, `DeadLetterConfig` and `OnFailure`, wherever they stand. */
function failureTargets(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(failureTargets);
  if (typeof value === "string" && value.includes("deadLetterTargetArn")) return failureTargets(parseJson(value));
  if (!isFields(value)) return [];
  const named = [value.deadLetterTargetArn, fieldsOf(value.DeadLetterConfig).Arn, fieldsOf(value.OnFailure).Destination];
  return [...named.filter((arn) => typeof arn === "string"), ...Object.values(value).flatMap(failureTargets)];
}

/** How many messages wait in each of these queues that has any. */
export async function waitingMessages(
  sqs: SQSClient,
  queueAddress: (name: string) => string,
  queues: readonly string[],
): Promise<Record<string, number>> {
  const counts = await Promise.all(
    queues.map(async (name): Promise<[string, number]> => {
      const request = { QueueUrl: queueAddress(name), AttributeNames: ["ApproximateNumberOfMessages" as const] };
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand(request));
      return [name, Number(Attributes?.ApproximateNumberOfMessages ?? 0)];
    }),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
