import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Construct } from "constructs";
import type { ContextDefinition } from "../../shared/deployment/context.ts";
import { functionsOf, grantsOf, type NamedFunction, queueOf } from "../../shared/deployment/derive.ts";
import type { Grant } from "../../shared/deployment/grants.ts";
import { failuresOf } from "../../shared/deployment/names.ts";
import { type VariableValue, variablesOf } from "../../shared/deployment/variables.ts";
import { allow, allowSend, joined } from "../constructs/grants.ts";
import { runEvery } from "../constructs/schedule.ts";
import { ServiceFunction, timeouts } from "../constructs/service-function.ts";
import { ServiceQueue } from "../constructs/service-queue.ts";
import { arnOf, type Deployment, keyAlias, nameOf, queueAddress } from "../deployment.ts";
import { textList } from "../settings/texts.ts";
import { ProductStack } from "./product-stack.ts";

const batchSize = 10;
const defaultMemoryMb = 512;

/** The functions of one context with their queues and schedules, derived from the context's data alone. */
export class ContextStack extends ProductStack {
  constructor(scope: Construct, context: ContextDefinition, deployment: Deployment) {
    super(scope, context.name, deployment.settings);
    for (const each of functionsOf([context])) this.#addFunction(each, deployment);
  }

  #addFunction(named: NamedFunction, deployment: Deployment): void {
    const { id, definition } = named;
    const { impact } = definition;
    const confidential = definition.kind === "api" && definition.confidentialCalls === true;
    const made = new ServiceFunction(this, id, {
      deployment,
      timeout: timeouts[definition.kind],
      memoryMb: definition.memoryMb ?? defaultMemoryMb,
      environment: environmentOf(named, deployment),
      impact,
      ...(definition.warnings && { warnings: definition.warnings }),
      quiet: confidential,
      // Bids are what must not wait for anything else that runs in the account.
      reservedConcurrency: confidential ? deployment.settings.biddingConcurrency : 0,
    });
    const grants = grantsOf(named, deployment.contexts).filter((each) => isUsed(each, deployment));
    for (const grant of joined(grants)) allow(made, deployment, grant);
    if (definition.kind === "job") runEvery(this, made, definition.everyMinutes, { deployment, impact });
    const queueName = queueOf(named);
    if (queueName === undefined) return;
    const queue = new ServiceQueue(this, queueName, { deployment, impact, timeout: timeouts[definition.kind] });
    // Facts that can't be decoded are sent there with the reason.
    if (definition.kind === "facts") allowSend(made, arnOf(deployment, "queue", failuresOf(queueName)));
    const maxConcurrency = definition.kind === "queue" ? definition.maximumConcurrency : undefined;
    made.addEventSource(
      new SqsEventSource(queue, { batchSize, reportBatchItemFailures: true, ...(maxConcurrency === undefined ? {} : { maxConcurrency }) }),
    );
  }
}

/** Whether a grant is of any use: the right to send on a channel is not, where the channel is off. */
function isUsed(grant: Grant, { settings }: Deployment): boolean {
  return !("send" in grant) || textList(settings.noticeChannels).includes(grant.send);
}

/** The names of what a function is granted, and its settings. */
function environmentOf(named: NamedFunction, deployment: Deployment): Record<string, string> {
  const resolved = (value: VariableValue): string => {
    if ("table" in value) return nameOf(deployment, "table", value.table);
    if ("bucket" in value) return nameOf(deployment, "bucket", value.bucket);
    if ("key" in value) return keyAlias(deployment, value.key);
    if ("queue" in value) return queueAddress(deployment, value.queue);
    if ("setting" in value) return String(deployment.settings[value.setting]);
    return queueAddress(deployment, failuresOf(queueOf(named) ?? named.id));
  };
  return Object.fromEntries(Object.entries(variablesOf(named.definition)).map(([variable, value]) => [variable, resolved(value)]));
}
