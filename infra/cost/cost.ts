import { contexts } from "../../functions/registry.ts";
import { functionsOfKind } from "../../shared/deployment/derive.ts";
import { Decimal, sum } from "../../shared/kernel/decimal.ts";
import type { MeasuredCommand } from "./capacity-table.ts";
import type { DeployedResources } from "./deployed-resources.ts";
import type { AuctionStep, PriceList, PriceName, UsageInputs } from "./price-list.ts";

/** A quantity that is paid for. */
export interface Usage {
  readonly what: string;
  readonly price: PriceName;
  readonly quantity: Decimal;
}

/** What a cost is computed from: what is deployed, what was measured, and labelled inputs. */
export interface CostBasis {
  readonly resources: DeployedResources;
  readonly capacity: ReadonlyMap<string, MeasuredCommand>;
  readonly inputs: UsageInputs;
}

const bytesPerGb = new Decimal(1024).pow(3);
const mbPerGb = 1024;
const millisecondsPerSecond = 1000;
const daysPerMonth = 30;

/** What a month costs in which nobody calls. */
export function idleMonth({ resources, inputs }: CostBasis): readonly Usage[] {
  const minutes = inputs.hoursPerMonth.value.mul(60);
  const runs = resources.jobs.map(({ everyMinutes, memoryMb }) => ({ times: minutes.div(everyMinutes), memoryMb }));
  const all = sum(runs.map(({ times }) => times));
  const polls = minutes.mul(60).div(inputs.pollSeconds.value).mul(inputs.pollers.value).mul(resources.polledQueues);
  const logs = all.mul(inputs.logBytesPerRun.value).div(bytesPerGb);
  const { gigabytes } = inputs;
  return [
    usage("alarms", "cloudwatch-alarm-metric", resources.alarmMetrics),
    usage("dashboard", "cloudwatch-dashboard", resources.dashboards),
    usage("key of secrets", "kms-key", resources.keys),
    usage("waiting for messages", "sqs-request", polls),
    ...runs.map(({ times, memoryMb }) => gigabyteSeconds("jobs", resources, times, inputs.jobMilliseconds.value, memoryMb)),
    usage("jobs", "lambda-request", all),
    usage("jobs", "dynamodb-read-unit", all.mul(inputs.jobReadUnits.value)),
    usage("logs of jobs", "logs-ingest-gb", logs),
    usage("logs of jobs", "logs-storage-gb", logs.mul(resources.logDays).div(daysPerMonth)),
    usage("tables", "dynamodb-storage-gb", gigabytes.value),
    usage("point-in-time recovery", "dynamodb-recovery-gb", gigabytes.value),
  ];
}

/** What a thousand calls of a command cost, its member unknown to the function each time. */
export function thousandCalls(basis: CostBasis, command: string): readonly Usage[] {
  return callsOf(basis, command, new Decimal(1000));
}

/** What a whole auction costs, from its announcement to the last release. */
export function wholeAuction(
  basis: CostBasis,
  steps: readonly AuctionStep[],
  { bidders, winners }: { readonly bidders: number; readonly winners: number },
): readonly Usage[] {
  const count = { auction: 1, bidder: bidders, winner: winners, loser: bidders - winners };
  const { inputs, resources } = basis;
  return steps.flatMap(({ what, times, facts, writes, reads = 0, objects = 0, keyRequests = 0 }) => {
    const number = new Decimal(count[times]);
    const told = number.mul(facts);
    const direct =
      writes === undefined
        ? callsOf(basis, what, number)
        : [usage(what, "dynamodb-write-unit", number.mul(writes)), usage(what, "dynamodb-read-unit", number.mul(reads))];
    const runs = told.mul(inputs.runsPerFact.value);
    return [
      ...direct,
      usage(what, "s3-put", number.mul(objects)),
      usage(what, "kms-request", number.mul(keyRequests)),
      usage(what, "lambda-request", runs),
      gigabyteSeconds(what, resources, runs, inputs.consumerMilliseconds.value, inputs.consumerMemoryMb.value),
      usage(what, "sqs-request", told.mul(inputs.queueRequestsPerFact.value)),
      usage(what, "dynamodb-write-unit", told.mul(inputs.writeUnitsPerFact.value)),
      usage(what, "dynamodb-read-unit", told.mul(inputs.readUnitsPerFact.value)),
      usage(what, "logs-ingest-gb", runs.mul(inputs.logBytesPerRun.value).div(bytesPerGb)),
    ];
  });
}

function callsOf({ resources, capacity, inputs }: CostBasis, command: string, times: Decimal): readonly Usage[] {
  const measured = capacity.get(command);
  if (!measured) throw new Error(`docs/capacity.md measures no ${command}`);
  const logBytes = inputs.logBytesPerRun.value.plus(inputs.logBytesPerRequest.value);
  return [
    usage(command, "http-api-request", times),
    usage(command, "lambda-request", times),
    gigabyteSeconds(command, resources, times, inputs.commandMilliseconds.value, memoryOf(resources, command)),
    usage(command, "dynamodb-write-unit", times.mul(measured.writes)),
    usage(command, "dynamodb-read-unit", times.mul(inputs.membershipReadUnits.value.plus(measured.reads))),
    usage(command, "logs-ingest-gb", times.mul(logBytes).div(bytesPerGb)),
  ];
}

/** Memory of the function that serves a command; a command's row of the capacity table begins or ends with its operation. */
function memoryOf({ memoryMb }: DeployedResources, command: string): number {
  const words = command.split(/[ ,]+/);
  const serving = functionsOfKind(contexts, "api").find(({ definition }) =>
    Object.values(definition.endpoints).some(({ operationId }) => words.includes(operationId)),
  );
  const found = serving && memoryMb.get(serving.id);
  if (found === undefined) throw new Error(`the templates have no function that serves ${command}`);
  return found;
}

function gigabyteSeconds(
  what: string,
  { architecture }: DeployedResources,
  times: Decimal,
  each: Decimal,
  memoryMb: Decimal | number,
): Usage {
  return usage(what, `lambda-gb-second-${architecture}`, times.mul(each).mul(memoryMb).div(millisecondsPerSecond).div(mbPerGb));
}

function usage(what: string, price: PriceName, quantity: Decimal | number): Usage {
  return { what, price, quantity: new Decimal(quantity) };
}

/** A line of a cost: everything of one price. */
export interface CostLine {
  readonly price: PriceName;
  readonly quantity: Decimal;
  readonly amount: Decimal;
  readonly assumed: boolean;
}

/** Puts a price to usages: a line for each price, and their sum; exact, without free tiers. */
export function priced(usages: readonly Usage[], { prices }: PriceList): { readonly lines: readonly CostLine[]; readonly total: Decimal } {
  const lines = [...Map.groupBy(usages, (each) => each.price)].flatMap(([name, own]): CostLine[] => {
    const { price, per, assumption } = prices[name];
    const quantity = sum(own.map((each) => each.quantity));
    return quantity.isZero() ? [] : [{ price: name, quantity, amount: quantity.mul(price).div(per), assumed: assumption !== undefined }];
  });
  return { lines, total: sum(lines.map(({ amount }) => amount)) };
}
