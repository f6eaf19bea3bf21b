import type { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import { grantReceive, grantSend } from "./grants.ts";
import { HouseFunction, jobTimeout } from "./house-function.ts";
import type { HouseQueue } from "./house-queue.ts";

/** Queues by the names that operators know them by. */
export interface ReplayProps {
  readonly queues: ReadonlyMap<string, HouseQueue>;
  readonly bundleFolder: string;
  readonly settings: Settings;
}

/** The function that operators call to give failed messages back to their queue: SQS offers a redrive of its own in some regions only. */
export function replayFunction(scope: Construct, { queues, bundleFolder, settings }: ReplayProps): HouseFunction {
  const urls = [...queues].map(([name, { queueUrl, failures }]) => [name, { queueUrl, failuresUrl: failures.queueUrl }]);
  const replay = new HouseFunction(scope, "replay", {
    bundleFolder,
    timeout: jobTimeout,
    memoryMb: 256,
    environment: { FAILED_QUEUES: JSON.stringify(Object.fromEntries(urls)) },
    whoIsHurt: "Operators can't give failed messages back to their queues",
    settings,
  });
  grantSend(replay, ...queues.values());
  grantReceive(replay, ...[...queues.values()].map(({ failures }) => failures));
  return replay;
}
