import { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod";
import { environment } from "../runtime/environment.ts";
import { relay } from "./relay.ts";

const { SUBSCRIPTIONS } = environment("SUBSCRIPTIONS");
const subscriptions = z.record(z.string(), z.array(z.string())).parse(JSON.parse(SUBSCRIPTIONS));
const sqs = new SQSClient({});

/** The relay of one table's stream. */
export const handler = (event: DynamoDBStreamEvent) => relay(sqs, subscriptions, event);
