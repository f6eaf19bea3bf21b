import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Party } from "../../../shared/members/members.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { Report } from "../reports/store.ts";
import { folded } from "../reports/value-faults.ts";
import type { Tie } from "./problems.ts";
import { mostYearsOf, yearsInARow } from "./rules.ts";
import { verificationSources } from "./sources.ts";
import type { VerifierYear } from "./store.ts";

type TiePorts = Pick<AllowancePorts, "own" | "members">;

/** A verifier that may verify a report, and the years in which it and others verified the entity. */
export interface Untied {
  readonly verifier: Party;
  readonly years: readonly VerifierYear[];
}

/**
 * An admitted verifier without ties to the entity of a report: not declared as its associate, not among those who helped to prepare the
 * report, not for too many years in a row, and not `before`, the one whose result another is to look at.
 */
export async function untiedVerifier(
  { own, members }: TiePorts,
  report: Report,
  verifierId: string,
  before?: string,
): Promise<Outcome<Untied, CarbonRefusal>> {
  const [verifier, entity, years, versions] = await Promise.all([
    members.party(verifierId),
    members.party(report.partyId),
    own.verifierYears(report.partyId),
    own.reportVersions(report),
  ]);
  const source = verificationSources.assignment;
  if (verifier?.type !== "verifier" || verifier.standing !== "admitted")
    return refuse({ code: "not-a-verifier", verifierId, found: foundOf(verifier), source });
  const had = years.filter(({ verifierIds }) => verifierIds.includes(verifierId)).map(({ year }) => year);
  const [row, most] = [yearsInARow(had, report.year), mostYearsOf(report.market)];
  // Who helped with a version helped with those that correct it, and a code is the same however it is typed.
  const preparers = versions.flatMap(({ values }) => values.preparedBy ?? []);
  const prepared = preparers.some(({ creditCode }) => folded(creditCode) === folded(verifier.creditCode));
  const found: readonly (readonly [Tie, boolean])[] = [
    ["verified-before", verifierId === before],
    ["associates", verifier.associateGroup !== undefined && verifier.associateGroup === entity?.associateGroup],
    ["prepared-by", prepared],
    ["years-in-a-row", row > most.years],
  ];
  const tie = found.find(([, holds]) => holds)?.[0];
  if (tie === undefined) return accept({ verifier, years });
  return refuse({
    ...{ code: "verifier-tied", tie, verifierName: verifier.name, yearsInARow: row, mostYears: most.years },
    source: tie === "years-in-a-row" ? most.source : source,
  });
}

function foundOf(party: Party | undefined): string {
  if (!party) return "none";
  return party.type === "verifier" ? party.standing : party.type;
}
