import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { payDues } from "../../functions/allocations/payments/pay-dues.ts";
import { ledgerPorts } from "../../functions/allocations/ports.ts";
import { runDeadlines } from "../../functions/carbon/deadlines/deadlines.ts";
import { allowancePorts } from "../../functions/carbon/ports.ts";
import type { ObligationPage } from "../../functions/compliance/contract.ts";
import { compliance } from "../../functions/compliance/deployment.ts";
import { doPage } from "../../functions/compliance/obligations/pages.ts";
import { reactionsOf } from "../../functions/compliance/obligations/reactions.ts";
import { turnObligations } from "../../functions/compliance/obligations/turns.ts";
import { hearingPorts, pagePorts, turnPorts } from "../../functions/compliance/ports.ts";
import { contexts } from "../../functions/registry.ts";
import type { DemoCloud } from "../../infra/demo/auctions.ts";
import type { Office } from "../../infra/demo/office.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { tablesOf } from "../../shared/deployment/derive.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { doAllowancePagesOf } from "./allowance-pages.ts";
import { testClock } from "./clock.ts";
import { engineWithOwn, type TableName } from "./engine.ts";
import type { Answer, Request } from "./front-door.ts";
import { grantedOn } from "./granted.ts";
import { doPagesOf } from "./plan-pages.ts";
import { colleagueOf } from "./second-person.ts";
import { statedFacts, transfers } from "./stated-facts.ts";
import { openWholeApi } from "./whole-api.ts";

/** Where an act of the demo is played in this process: its office, and a cloud whose clock it moves. */
export interface DemoStage {
  readonly office: Office;
  readonly cloud: DemoCloud;
  /** Keys of rows that the relay of their table would take for facts and that are none. */
  rowsTakenForFacts(): Promise<readonly string[]>;
}

const schemas = new Map(compliance.functions["compliance-on-fact"].facts.map((schema) => [schema.factType as string, schema]));
const second = /-second$/;

/** Opens the whole API on tables of its own, with the consumers, pages and jobs that plans, months, obligations and payments need. */
export async function openDemoStage(now: string): Promise<DemoStage> {
  const engine = await engineWithOwn("Allocations", "Carbon", "Compliance", "Ledger", "Licences", "Parties", "Permits", "Valuation");
  const clock = testClock(now);
  const granted = await grantedOn(engine, clock);
  const api = await openWholeApi(engine, clock, { settings: { firstOperator: "persona-operator" } });
  const asked: ObligationPage[] = [];
  const pages = { send: async (more: readonly ObligationPage[]) => void asked.push(...more) };
  const hearing = reactionsOf({ ...hearingPorts(granted), pages }) as Readonly<Record<string, (fact: Fact) => Promise<void>>>;
  const heard = new Set<string>();

  async function hear({ data, ...fact }: Fact): Promise<void> {
    const { planId = "", partyId = "" } = data as { readonly planId?: string; readonly partyId?: string };
    const { factType } = fact;
    if (factType === "allocation-plan-published") await doPagesOf(granted, planId, "publish");
    if (factType === "allocation-plan-approved") await doPagesOf(granted, planId, "distribute");
    if (factType === "allowance-plan-published") await doAllowancePagesOf(granted, planId, "announce");
    if (factType === "allowance-pre-allocation-begun") await doAllowancePagesOf(granted, planId, "pre-allocate");
    if (factType === "cash-received") await payDues(ledgerPorts(granted), partyId);
    const schema = schemas.get(factType);
    if (schema) await hearing[factType]?.({ ...fact, data: schema.data.parse(data) });
  }

  /** Lets everything happen that follows from facts, until nothing does. */
  async function untilIdle(): Promise<void> {
    await runDeadlines(allowancePorts(granted));
    await turnObligations({ ...turnPorts(granted), pages });
    for (let more = true; more; ) {
      const facts = [...(await statedFacts(engine, () => true)), ...(await transfers(engine))];
      const fresh = facts.filter(({ factId }) => !heard.has(factId));
      for (const fact of fresh) {
        heard.add(fact.factId);
        await hear(fact);
      }
      for (let page = asked.shift(); page; page = asked.shift()) await doPage({ ...pagePorts(granted), pages }, page);
      more = fresh.length > 0;
    }
  }

  async function send({ as, ...request }: Parameters<Office["send"]>[0], door = api.enter) {
    const subject = as && `persona-${as.replace(second, "")}`;
    const by = subject && (second.test(String(as)) ? await colleagueOf(engine, subject) : subject);
    const answer: Answer = await door({ ...request, ...(by && { as: by }), language: "en" } as Request);
    return { status: answer.status, body: fieldsOf(answer.body), answer };
  }

  async function rowsTakenForFacts(): Promise<readonly string[]> {
    const streamed = Object.entries(tablesOf(contexts)).filter(([, shape]) => shape.streamed);
    const keys: string[] = [];
    for (const [table] of streamed) {
      const request = {
        FilterExpression: "attribute_exists(factType) AND sk <> :fact",
        ExpressionAttributeValues: { ":fact": { S: "fact" } },
      };
      const { Items = [] } = await engine.dynamo.send(new ScanCommand({ TableName: engine.tables[table as TableName], ...request }));
      keys.push(...Items.map(({ pk }) => `${table} ${pk?.S}`));
    }
    return keys;
  }

  return {
    rowsTakenForFacts,
    office: {
      send,
      async ask(request) {
        const { status, body } = await send(request, api.call);
        if (status >= 400) throw new Error(`${request.method} ${request.path}: ${status} ${JSON.stringify(body)}`);
        return body;
      },
      async download(path) {
        const { answer } = await send({ method: "GET", path });
        return Buffer.from(answer.text, "base64");
      },
    },
    cloud: {
      async ask(action, body) {
        if (action === "move-clock") clock.moveTo(String(fieldsOf(body).to));
        if (action === "until-idle") await untilIdle();
        return { now: clock.now() };
      },
    },
  };
}
