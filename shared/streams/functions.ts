import type * as z from "zod";
import type { FactsFunction, JobFunction, QueueFunction } from "../deployment/context.ts";
import { type Deployed, deployed } from "../deployment/deployed.ts";
import { quarantineVariable } from "../deployment/variables.ts";
import type { Fact, FactOf, FactSchema } from "../kernel/fact.ts";
import { required } from "../kernel/invariant.ts";
import { environment } from "../runtime/environment.ts";
import { factConsumer, type Reaction, reaction } from "./fact-consumer.ts";
import { queueConsumer } from "./queue-consumer.ts";
import { queueClient } from "./queues.ts";
import { scheduledJob } from "./scheduled-job.ts";

/** A consumer's reaction to each fact type it subscribes to; a missing one is a compile error. */
export type Reactions<Facts extends readonly FactSchema[]> = {
  readonly [Type in Facts[number]["factType"]]: (fact: FactOf<Extract<Facts[number], { readonly factType: Type }>>) => Promise<void>;
};

/** The Lambda handler of a job. */
export function jobHandler<const Definition extends JobFunction>(
  definition: Definition,
  jobOf: (granted: Deployed<Definition>) => () => Promise<void>,
) {
  return scheduledJob(jobOf(deployed(definition)));
}

/** The Lambda handler of a queue of plain messages, one message at a time. */
export function messageHandler<const Definition extends QueueFunction>(
  definition: Definition,
  handleOf: (granted: Deployed<Definition>) => (message: z.output<Definition["message"]>) => Promise<unknown>,
) {
  const handle = handleOf(deployed(definition));
  return queueConsumer(definition.message, async (message) => void (await handle(message as z.output<Definition["message"]>)));
}

/** The Lambda handler of a consumer that names its fact types. */
export function factsHandler<const Facts extends readonly FactSchema[], const Definition extends FactsFunction & { readonly facts: Facts }>(
  definition: Definition & { readonly facts: Facts },
  reactionsOf: (granted: Deployed<Definition>) => Reactions<Facts>,
) {
  const granted = deployed(definition);
  const reactions = reactionsOf(granted) as Readonly<Record<string, (fact: Fact) => Promise<void>>>;
  return consumer(
    granted,
    // A missing reaction stops the function when it starts; the fact would otherwise be acknowledged unhandled.
    definition.facts.map((schema) => reaction(schema, required(reactions[schema.factType], `reaction to ${schema.factType}`))),
  );
}

/** The Lambda handler of a consumer that handles all these facts alike. */
export function everyFactHandler<const Definition extends FactsFunction>(
  definition: Definition,
  facts: readonly FactSchema[],
  reactOf: (granted: Deployed<Definition>) => (fact: Fact) => Promise<void>,
) {
  const granted = deployed(definition);
  const react = reactOf(granted);
  return consumer(
    granted,
    facts.map((schema) => reaction(schema, react)),
  );
}

function consumer({ dynamo }: Pick<Deployed, "dynamo">, reactions: readonly Reaction[]) {
  const { [quarantineVariable]: queueUrl } = environment(quarantineVariable);
  return factConsumer({ dynamo, quarantine: { sqs: queueClient(), queueUrl }, reactions });
}
