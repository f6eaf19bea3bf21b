import { Dashboard, GraphWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { HouseApi } from "./house-api.ts";
import type { HouseFunction } from "./house-function.ts";

/** What the dashboard shows. */
export interface DashboardProps {
  readonly api: HouseApi;
  readonly functions: readonly HouseFunction[];
  readonly queues: readonly IQueue[];
  readonly relays: readonly HouseFunction[];
}

/** One page: is the API well, does anything fail, does anything wait. */
export function houseDashboard(scope: Construct, id: string, { api, functions, queues, relays }: DashboardProps): Dashboard {
  const size = { width: 12, height: 6 };
  return new Dashboard(scope, id, {
    widgets: [
      [
        new GraphWidget({
          ...size,
          title: "Requests",
          left: [api.api.metricCount(), api.api.metricClientError(), api.api.metricServerError()],
        }),
        new GraphWidget({
          ...size,
          title: "Latency",
          left: [api.api.metricLatency({ statistic: "p50" }), api.api.metricLatency({ statistic: "p99" })],
        }),
      ],
      [
        new GraphWidget({
          ...size,
          title: "Failed function runs",
          left: functions.map((each) => each.metricErrors({ label: each.node.id })),
        }),
        new GraphWidget({
          ...size,
          title: "Function time, p99",
          left: functions.map((each) => each.metricDuration({ label: each.node.id, statistic: "p99" })),
        }),
      ],
      [
        new GraphWidget({
          ...size,
          title: "Oldest waiting message",
          left: queues.map((queue) => queue.metricApproximateAgeOfOldestMessage({ label: queue.node.id })),
        }),
        new GraphWidget({
          ...size,
          title: "Age of facts when relayed",
          left: relays.map((relay) => relay.metric("IteratorAge", { label: relay.node.id, statistic: "Maximum" })),
        }),
      ],
    ],
  });
}
