import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Dashboard, GraphWidget, type IMetric, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { factTableOf, functionsOf, queueOf } from "../../shared/deployment/derive.ts";
import { relayOf } from "../../shared/deployment/names.ts";
import { type Deployment, nameOf } from "../deployment.ts";

/** Adds the dashboard: health of the API, failures and backlogs on one page. */
export function addDashboard(scope: Construct, id: string, api: HttpApi, deployment: Deployment): Dashboard {
  const { contexts } = deployment;
  const relays = contexts.flatMap((context) => factTableOf(context) ?? []).map(relayOf);
  const functions = [...functionsOf(contexts).map((each) => each.id), ...relays, "replay"];
  const queues = functionsOf(contexts).flatMap((each) => queueOf(each) ?? []);
  const ofFunction = (metricName: string, statistic: string) => (name: string) =>
    metric("Lambda", "FunctionName", nameOf(deployment, "function", name), metricName, statistic, name);
  const ofQueue = (name: string) =>
    metric("SQS", "QueueName", nameOf(deployment, "queue", name), "ApproximateAgeOfOldestMessage", "Maximum", name);
  return new Dashboard(scope, id, {
    widgets: [
      [
        graph("Requests", [api.metricCount(), api.metricClientError(), api.metricServerError()]),
        graph("Latency", [api.metricLatency({ statistic: "p50" }), api.metricLatency({ statistic: "p99" })]),
      ],
      [
        graph("Failed function runs", functions.map(ofFunction("Errors", "Sum"))),
        graph("Function time, p99", functions.map(ofFunction("Duration", "p99"))),
      ],
      [
        graph("Oldest waiting message", queues.map(ofQueue)),
        graph("Age of facts when relayed", relays.map(ofFunction("IteratorAge", "Maximum"))),
      ],
    ],
  });
}

function graph(title: string, left: readonly IMetric[]): GraphWidget {
  return new GraphWidget({ title, left: [...left], width: 12, height: 6 });
}

function metric(service: "Lambda" | "SQS", dimension: string, value: string, metricName: string, statistic: string, label: string): Metric {
  return new Metric({ namespace: `AWS/${service}`, dimensionsMap: { [dimension]: value }, metricName, statistic, label });
}
