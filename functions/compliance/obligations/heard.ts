import type * as z from "zod";
import { allowanceTerm } from "../../../shared/carbon/instruments.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import { readAccount } from "../../../shared/ledger/account.ts";
import type { TransferData } from "../../../shared/ledger/contract.ts";
import { permitTerm } from "../../../shared/permits/instruments.ts";
import type { carbonFacts } from "../../carbon/contract.ts";
import type { licencesFacts } from "../../licences/contract.ts";
import type { valuationFacts } from "../../valuation/contract.ts";
import type { declarationFacts } from "../declarations/contract.ts";
import type { Price, Said } from "./input.ts";
import type { NewInput } from "./store.ts";
import { type Subject, yearOf, yearOfDay, yearsBetween } from "./subject.ts";

type DataOf<Schema extends { readonly data: z.ZodType }> = z.output<Schema["data"]>;

/** What a fact says of one subject, and the years that it may change: all years that are known for an entity, whose years share allowances. */
export interface Heard extends NewInput {
  readonly years: { readonly first: string; readonly last: string } | "every year";
}

/** What a ledger entry says: a change of what a site holds of a permit, or a member of an allowance. */
export function heardOfTransfer(fact: Fact<TransferData>): Heard[] {
  return fact.data.postings.flatMap(({ account, instrument, available, held, heldFor = {} }, place): Heard[] => {
    const said: Said = { kind: "posting", instrument, available, held, heldFor };
    const { kind, id } = readAccount(account);
    const term = kind === "site" ? permitTerm(instrument) : undefined;
    if (term) {
      const years = { first: [yearOf(fact.occurredAt), yearOfDay(term.from)].sort()[1] ?? "", last: yearOfDay(term.to) };
      return [{ ...input(fact, { kind: "discharge", siteId: id, pollutant: term.pollutant }, place, said), years }];
    }
    if (kind !== "party" || !allowanceTerm(instrument)) return [];
    return [{ ...input(fact, { kind: "carbon", partyId: id }, place, said), years: "every year" }];
  });
}

/** What the record of a permit in a licence says. The first one counts back, so it may change every year of the term. */
export function heardOfRecord(fact: Fact<DataOf<typeof licencesFacts.permitRecorded>>): Heard[] {
  const { siteId, siteName, partyId, partyName, creditCode, area, instrument, recordedTonnes } = fact.data;
  const term = permitTerm(instrument);
  if (!term) return [];
  const named = { siteId, siteName, partyId, partyName, creditCode, area };
  const said: Said = { kind: "record", instrument, recordedTonnes, named };
  const years = { first: yearOfDay(term.from), last: yearOfDay(term.to) };
  return [{ ...input(fact, { kind: "discharge", siteId, pollutant: term.pollutant }, 0, said), years }];
}

/** What an accepted declaration says of its year. */
export function heardOfDeclaration(fact: Fact<DataOf<typeof declarationFacts.dischargeAccepted>>): Heard[] {
  const { siteId, siteName, partyId, partyName, creditCode, area, year, declarationId, version, tonnes, pollutant } = fact.data;
  const named = { siteId, siteName, partyId, partyName, creditCode, area };
  const said: Said = { kind: "declared", year, declarationId, version, tonnes, named };
  return [{ ...input(fact, { kind: "discharge", siteId, pollutant }, 0, said), years: { first: year, last: year } }];
}

/** That the acceptance of a declaration was taken back. */
export function heardOfReversal(fact: Fact<DataOf<typeof declarationFacts.dischargeReversed>>): Heard[] {
  const { siteId, year, declarationId, pollutant } = fact.data;
  const said: Said = { kind: "reversed", year, declarationId };
  return [{ ...input(fact, { kind: "discharge", siteId, pollutant }, 0, said), years: { first: year, last: year } }];
}

/** What an entity has to surrender for a year. */
export function heardOfSurrender(fact: Fact<DataOf<typeof carbonFacts.obligationChanged>>): Heard[] {
  const { partyId, partyName, creditCode, area, because: _because, ...state } = fact.data;
  const said: Said = { kind: "surrender", ...state, named: { partyId, partyName, creditCode, area } };
  return [{ ...input(fact, { kind: "carbon", partyId }, 0, said), years: "every year" }];
}

/** A published price, by its market. */
export function heardOfPrice(fact: Fact<DataOf<typeof valuationFacts.pricePublished>>): Price & { readonly market: string } {
  const { market, date, source, version, volumeTonnes, priceCny } = fact.data;
  return { ...causeOf(fact), market, date, source, version, volumeTonnes: decimal(volumeTonnes), priceCny: decimal(priceCny) };
}

function input(fact: Fact, subject: Subject, place: number, said: Said): NewInput {
  return { subject, place, input: { ...causeOf(fact), said } };
}

function causeOf({ factId, factType, occurredAt }: Fact) {
  return { factId, factType, occurredAt };
}

/** The years that something heard may change and that have begun by now. */
export function yearsOf({ years }: Heard, now: string): string[] | "every year" {
  if (years === "every year") return years;
  const last = years.last < now ? years.last : now;
  return yearsBetween(years.first, last);
}
