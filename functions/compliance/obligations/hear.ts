import { eachAtOnce } from "../../../shared/store/at-once.ts";
import type { Queue } from "../../../shared/streams/queues.ts";
import type { ObligationPage } from "../contract.ts";
import type { ComplianceStore } from "../store.ts";
import { surrenderStates } from "./allowances-held.ts";
import { type Heard, yearsOf } from "./heard.ts";
import type { Price } from "./input.ts";
import { pagesOfPrice } from "./pages.ts";
import { type RecalculatingPorts, recalculate } from "./recalculate.ts";
import { inputRow, priceRow } from "./store.ts";
import { type ObligationName, obligationIdOf, type Subject, subjectName, yearOf } from "./subject.ts";

/** Dependencies of hearing a fact. */
export interface HearingPorts extends RecalculatingPorts {
  readonly own: RecalculatingPorts["own"] & Pick<ComplianceStore, "inputsPut">;
  readonly pages: Queue<ObligationPage>;
}

/** Obligations that one fact changes and that are recalculated concurrently. */
const atOnce = 8;

/** Keeps what a fact says, and recalculates the obligations that it is about. Hearing it again, or in another order, changes nothing. */
export async function hear(ports: HearingPorts, heard: readonly Heard[]): Promise<void> {
  if (heard.length === 0) return;
  await ports.own.inputsPut(heard.map(inputRow));
  await eachAtOnce(await obligationsOf(ports, heard), atOnce, (name) => recalculate(ports, name));
}

/** The obligations that something heard is about, each once. */
async function obligationsOf({ own, clock }: Pick<HearingPorts, "own" | "clock">, heard: readonly Heard[]): Promise<ObligationName[]> {
  const now = yearOf(clock.now());
  const found = new Map<string, ObligationName>();
  const entities = new Map<string, Subject>();
  for (const each of heard) {
    const { subject } = each;
    const years = yearsOf(each, now);
    if (years === "every year") entities.set(subjectName(subject), subject);
    else for (const year of years) found.set(obligationIdOf({ subject, year }), { subject, year });
  }
  for (const subject of entities.values()) {
    const years = surrenderStates(await own.inputs(subject)).keys();
    for (const year of years) found.set(obligationIdOf({ subject, year }), { subject, year });
  }
  return [...found.values()];
}

/** Keeps a published price, and asks for the pages of the obligations whose exposure may rest on it. */
export async function hearPrice(
  { own, pages }: Pick<HearingPorts, "own" | "pages">,
  { market, ...price }: Price & { readonly market: string },
): Promise<void> {
  await own.inputsPut([priceRow(market, price)]);
  await pages.send(pagesOfPrice(market, price.date));
}
