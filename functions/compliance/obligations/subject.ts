import { monthOf, type PlainDate } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { co2 } from "./vocabulary.ts";

/** Whose obligations: a site's for a pollutant, or an entity's for CO2. All facts about it are kept together. */
export type Subject =
  | { readonly kind: "discharge"; readonly siteId: string; readonly pollutant: string }
  | { readonly kind: "carbon"; readonly partyId: string };

/** Name of a subject, by which its inputs are kept. */
export function subjectName(subject: Subject): string {
  return subject.kind === "discharge" ? `site:${subject.siteId}#${subject.pollutant}` : `party:${subject.partyId}#${co2}`;
}

/** One obligation: that of a subject for a year. */
export interface ObligationName {
  readonly subject: Subject;
  readonly year: string;
}

/** Id of an obligation: site or entity, year and pollutant. */
export function obligationIdOf({ subject, year }: ObligationName): string {
  return subject.kind === "discharge" ? `${subject.siteId}.${year}.${subject.pollutant}` : `${subject.partyId}.${year}.${co2}`;
}

/** The obligation that an id names; undefined for what is no such id. */
export function obligationNamed(obligationId: string): ObligationName | undefined {
  const [, of, year, pollutant] = /^(.+)\.(\d{4})\.([A-Za-z0-9-]+)$/.exec(obligationId) ?? [];
  if (!of || !year || !pollutant) return undefined;
  return { year, subject: pollutant === co2 ? { kind: "carbon", partyId: of } : { kind: "discharge", siteId: of, pollutant } };
}

/** The year of an instant in Shanghai. */
export function yearOf(at: Instant): string {
  return yearOfDay(monthOf(at));
}

/** The year of a day or month. */
export function yearOfDay(day: PlainDate): string {
  return day.slice(0, "2026".length);
}

/** Years from one to another, both included; none where the first is the later one. */
export function yearsBetween(first: string, last: string): string[] {
  const years = Number(last) - Number(first) + 1;
  return Array.from({ length: Math.max(0, years) }, (_, place) => String(Number(first) + place));
}
