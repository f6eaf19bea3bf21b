import { exitWrongWords, optionsOrExit } from "../../shared/command-line/options-or-exit.ts";
import { runOrExit } from "../../shared/command-line/run-or-exit.ts";
import type { Decimal } from "../../shared/kernel/decimal.ts";
import { readCapacityTable } from "./capacity-table.ts";
import {
  archiveQuestions,
  type CostBasis,
  idleMonth,
  noticesOfAuction,
  priced,
  sentNotices,
  thousandCalls,
  type Usage,
  wholeAuction,
} from "./cost.ts";
import { countResources, readTemplates } from "./deployed-resources.ts";
import { type PriceList, readAuctionSteps, readPriceLists, readUsageInputs } from "./price-list.ts";

const usage = `npm run -s cost -- [--region REGION] [--templates FOLDER] [--bidders NUMBER] [--winners NUMBER]
What a deployment costs: a month in which nobody calls, a thousand bids, a whole auction, its notices by mail and SMS, and questions to the archive. Computed from the templates that npx cdk synth
wrote (cdk.out), docs/capacity.md, and the price lists and inputs in infra/cost. Without a region, all price lists.`;

/** Digits after the point of quantities and amounts, for people. */
const shownDigits = 4;

function table(title: string, usages: readonly Usage[], list: PriceList): string {
  const { lines, total } = priced(usages, list);
  const rows = lines.map(({ price, quantity, amount, assumed }) => [price, show(quantity), `${show(amount)}${assumed ? " *" : ""}`]);
  return [
    `### ${title}`,
    "",
    `| price | quantity | ${list.currency} |`,
    "|---|---:|---:|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    `| **total** | | **${show(total)}** |`,
    "",
  ].join("\n");
}

function show(value: Decimal): string {
  return value.toDecimalPlaces(shownDigits).toString();
}

function report(list: PriceList, basis: CostBasis, bidders: number, winners: number): string {
  const { resources, inputs } = basis;
  const steps = readAuctionSteps();
  const notices = noticesOfAuction(steps, { bidders, winners });
  return [
    `## ${list.region}, ${list.currency}, prices of ${list.date}`,
    "",
    table(
      `A month without calls: ${resources.jobs.length} jobs, ${resources.polledQueues} queues, ${inputs.gigabytes.value} GB, ${resources.recoveryPoints} recovery points`,
      idleMonth(basis),
      list,
    ),
    table("A thousand first bids", thousandCalls(basis, "first submitBid"), list),
    table("A thousand revisions of bids", thousandCalls(basis, "submitBid"), list),
    table(
      `An auction of ${bidders} bidders, of which ${winners} win, each with a revision; without its notices`,
      wholeAuction(basis, steps, { bidders, winners }),
      list,
    ),
    table(`Its ${notices} notices, each by mail and SMS`, sentNotices(basis, notices), list),
    table("A thousand notices, each by mail and SMS", sentNotices(basis, 1_000), list),
    table("A thousand questions to the archive of records", archiveQuestions(basis, 1_000), list),
  ].join("\n");
}

function inputsOf({ inputs }: CostBasis, lists: readonly PriceList[]): string {
  const assumptions = new Set(lists.flatMap(({ prices }) => Object.values(prices).flatMap(({ assumption }) => assumption ?? [])));
  return [
    "Free tiers, discounts, taxes and outbound traffic are left out. Prices with * are assumed:",
    ...[...assumptions].map((each) => `- ${each}`),
    "Inputs (infra/cost/usage.json):",
    ...Object.entries(inputs).map(([name, { value, because }]) => `- ${name} ${value}: ${because}`),
  ].join("\n");
}

await runOrExit(async () => {
  const { values } = optionsOrExit(usage, {
    region: { type: "string" },
    templates: { type: "string", default: "cdk.out" },
    bidders: { type: "string", default: "100" },
    winners: { type: "string", default: "40" },
  });
  const [bidders, winners] = [Number(values.bidders), Number(values.winners)];
  if (!Number.isInteger(bidders) || !Number.isInteger(winners) || winners < 0 || winners > bidders) {
    exitWrongWords("--bidders and --winners are whole numbers, and no more win than bid");
  }
  const lists = readPriceLists().filter(({ region }) => values.region === undefined || region === values.region);
  if (lists.length === 0) throw new Error(`there is no price list of ${values.region}: add one to infra/cost/prices.json`);
  const basis: CostBasis = {
    resources: countResources(readTemplates(values.templates)),
    capacity: readCapacityTable(),
    inputs: readUsageInputs(),
  };
  for (const list of lists) console.log(report(list, basis, bidders, winners));
  console.log(inputsOf(basis, lists));
});
