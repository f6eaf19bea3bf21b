import { messageOf } from "../../../shared/kernel/message.ts";
import { classOf, type Instrument } from "../../../shared/ledger/instrument.ts";
import data from "./enforcement-rules.json" with { type: "json" };
import { type TakerKind, takerKinds } from "./vocabulary.ts";

/** A rule of enforcement that has a source. */
type SourcedRule = "enforcement" | "freeze" | "fund" | "takerSource";

/** The document and article of a rule, in both languages. */
export function sourceOf(rule: SourcedRule): string {
  return messageOf(data[rule]);
}

/** A rule for who takes over, in both languages. */
export function takerRule(rule: keyof typeof data.takerRules): string {
  return messageOf(data.takerRules[rule]);
}

/** Who may take tonnes of an instrument over; nobody where its class has no row. */
export function takersOf(instrument: Instrument): readonly TakerKind[] {
  const takers: Readonly<Record<string, readonly string[]>> = data.takers;
  const ofClass = takers[classOf(instrument)] ?? [];
  return takerKinds.filter((kind) => ofClass.includes(kind));
}
