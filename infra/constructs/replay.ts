import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { functionsOfKind } from "../../shared/deployment/derive.ts";
import { failuresOf, supervisionTable } from "../../shared/deployment/names.ts";
import { arnOf, type Deployment, nameOf, queueAddresses } from "../deployment.ts";
import { acknowledgeWildcard, allowReceive, allowSend, allowTraces } from "./grants.ts";
import { ServiceFunction, timeouts } from "./service-function.ts";

/**
 * Adds the function that operators invoke to redeliver failed messages, to run a failed job again, or to empty a failure queue; SQS offers
 * its own redrive only in some regions. Queue names follow from ids, so it needs no list of them.
 */
export function replayFunction(scope: Construct, deployment: Deployment): ServiceFunction {
  const jobs = functionsOfKind(deployment.contexts, "job").map(({ id }) => id);
  const replay = new ServiceFunction(scope, "replay", {
    deployment,
    timeout: timeouts.replay,
    memoryMb: 256,
    environment: {
      QUEUE_ADDRESSES: queueAddresses(deployment),
      FUNCTION_PREFIX: `${deployment.settings.deployment}-`,
      TABLE_SUPERVISION: nameOf(deployment, "table", supervisionTable),
    },
    impact: "Operators can't redeliver failed messages",
  });
  const queues = arnOf(deployment, "queue", "*");
  const failures = arnOf(deployment, "queue", failuresOf("*"));
  allowTraces(replay, deployment);
  allowReceive(replay, failures);
  allowSend(replay, queues);
  for (const resource of [queues, failures])
    acknowledgeWildcard(replay, resource, "Every queue of this deployment, now and later, and nothing else.");
  if (jobs.length > 0) {
    const resources = jobs.map((id) => arnOf(deployment, "function", id));
    replay.ownRole.addToPrincipalPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources }));
  }
  return replay;
}
