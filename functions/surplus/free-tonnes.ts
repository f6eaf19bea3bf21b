import { type Decimal, zero } from "../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { isExpired } from "../../shared/ledger/instrument.ts";
import { sourceOf } from "../../shared/permits/surplus-rules.ts";
import type { SurplusPorts } from "./ports.ts";
import type { SurplusRefusal } from "./problems.ts";
import type { Coverage } from "./store.ts";

/**
 * What the certificates of a site cover of a permit, if so many tonnes are free besides: available, which is paid and unencumbered, and not
 * covered by `others`. Coverage is read before the position: whatever moves from one to the other in between is counted twice, never lost.
 */
export async function freeBesideCertificates(
  { own, ledger, clock }: SurplusPorts,
  { siteId, instrument }: Pick<Coverage, "siteId" | "instrument">,
  tonnes: Decimal,
): Promise<Outcome<Coverage, SurplusRefusal>> {
  const coverage = (await own.coverage({ siteId, instrument })) ?? { siteId, instrument, tonnes: zero, version: 0 };
  const { available, held } = await ledger.position(siteAccount(siteId), instrument);
  if (isExpired(instrument, clock.now()) || available.plus(held).isZero())
    return refuse({ code: "holder-has-no-such-permit", siteId, instrument });
  const covered = coverage.tonnes;
  if (available.minus(covered).lt(tonnes))
    return refuse({ code: "surplus-not-free", source: sourceOf("paid-permits"), tonnes, available, covered, held });
  return accept(coverage);
}

/** The next version of what certificates cover, changed by so many tonnes. */
export function covering(coverage: Coverage, change: Decimal): Coverage {
  return { ...coverage, tonnes: coverage.tonnes.plus(change), version: coverage.version + 1 };
}
