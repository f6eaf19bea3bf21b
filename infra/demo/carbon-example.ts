import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloudNow, type DemoCloud, moveTo } from "./auctions.ts";
import type { Firm } from "./members.ts";
import type { Office } from "./office.ts";
import type { Checks } from "./report.ts";

type Tonnes = Readonly<Record<string, string>>;
interface PlannedActivity {
  readonly activity: string;
  readonly unit: string;
  readonly meter: string;
}
/** What the act shows and what its figures are, with how they come about by hand. */
interface CarbonExample {
  readonly gridFactorId: string;
  readonly entity: { readonly market: string; readonly sector: string; readonly generates: boolean };
  readonly controlPlan: readonly PlannedActivity[];
  readonly months: { readonly missed: string; readonly usual: Tonnes; readonly december: Tonnes };
  readonly conservative: Tonnes;
  readonly sheet: {
    readonly rows: readonly (readonly string[])[];
    readonly wrong: { readonly row: number; readonly column: string; readonly typed: string };
  };
  readonly report: { readonly tce: string; readonly tco2: string; readonly requiredTonnes: string };
  readonly finding: {
    readonly line: number;
    readonly found: string;
    readonly asked: string;
    readonly conservative: object;
    readonly answer: string;
  };
  readonly plan: {
    readonly sector: object;
    readonly line: { readonly baseTonnes: string; readonly productionDays: number };
    readonly totalTonnes: string;
    readonly reserveTonnes: string;
  };
  readonly allocation: {
    readonly figure: string;
    readonly preTonnes: string;
    readonly topUpTonnes: string;
    readonly issuedTonnes: string;
  };
  readonly prices: readonly { readonly day: string; readonly priceCny: string; readonly volumeTonnes: string }[];
  readonly averageCny: string;
  readonly shortage: { readonly gapTonnes: string; readonly fromCny: string; readonly toCny: string };
  readonly offsets: { readonly project: string; readonly mostTonnes: string; readonly tonnes: string };
  readonly discharge: {
    readonly pollutant: string;
    readonly tonnesAYear: string;
    readonly years: number;
    readonly feeCny: string;
    readonly declaredTonnes: string;
    readonly aboveLimitTonnes: string;
    readonly heldTonnes: string;
    readonly gapTonnes: string;
    readonly fromCny: string;
    readonly toCny: string;
  };
}
const file = join(import.meta.dirname, "../../docs/examples/carbon-foundry.json");
/** The foundry's year. */
export const carbonExample = JSON.parse(readFileSync(file, "utf8")) as CarbonExample;

/** Where the act is played, and what it is about. */
export interface CarbonStage {
  readonly office: Office;
  readonly cloud: DemoCloud;
  readonly checks: Checks;
  readonly foundry: Firm;
  /** Year of the emissions. */
  readonly year: string;
  readonly verifierId: string;
  /** A verifier that helped to prepare the report. */
  readonly adviser: { readonly partyId: string; readonly name: string; readonly creditCode: string };
}

/** The year after another. */
export function yearAfter(year: string): string {
  return String(Number(year) + 1);
}

/** The report of the foundry's year. */
export function reportIdOf({ foundry, year }: CarbonStage): string {
  return `${foundry.partyId}.${year}`;
}

/** Waits until consumers and pages have done what was asked. */
export async function settled({ cloud }: Pick<CarbonStage, "cloud">): Promise<void> {
  await moveTo(cloud, (await cloudNow(cloud)) + 1_000);
}
