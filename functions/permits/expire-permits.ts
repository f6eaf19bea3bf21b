import { plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { beneficiaryMember } from "../../shared/ledger/beneficiary.ts";
import { type RetiredPart, retireExpired } from "../../shared/ledger/retirement.ts";
import type { SiteHolder } from "../../shared/members/sites.ts";
import { permitTerm } from "../../shared/permits/instruments.ts";
import { areaOfInstrument } from "../../shared/permits/pools.ts";
import { permitExpiredFactId, permitsFacts } from "./contract.ts";
import type { ExpiryPorts } from "./ports.ts";

/** Retires every site's permits whose term has ended, and states `permit-expired` of each. */
export function expirePermits(ports: ExpiryPorts): Promise<void> {
  return retireExpired(ports, "permit", (part) => permitExpired(ports, part));
}

/** What is stated of permits that are retired, and under which entry. */
async function permitExpired(ports: ExpiryPorts, { position, closing, quantity, at }: RetiredPart) {
  const { own, members } = ports;
  const { account, instrument } = position;
  const siteId = account.slice("site:".length);
  const site = await members.holder(siteId);
  const holder = site && (await ownerOf(ports, site));
  const holds = closing.map((hold) => {
    const beneficiary = beneficiaryMember(hold);
    return { holdId: hold.holdId, purpose: hold.purpose, quantity: plain(hold.remaining), ...(beneficiary && { beneficiary }) };
  });
  const parties = new Set([...(holder ? [holder.partyId] : []), ...holds.flatMap(({ beneficiary }) => beneficiary ?? [])]);
  const term = required(permitTerm(instrument), `term of ${instrument}`);
  const poolArea = areaOfInstrument(instrument);
  const envelope = {
    // Contains the position's entry count: a state is retired once, and an overlapping run finds it done.
    factId: permitExpiredFactId(account, instrument, position.entries),
    occurredAt: at,
    actor: "expire-permits",
    parties: [...parties],
    // A permit also expires if its holder is unknown: the fact then goes to the regulators of the pool's area alone.
    areas: [...new Set([poolArea, ...(site ? [site.area] : [])])],
  };
  const { pollutant, pool, from: firstMonth, to: lastMonth } = term;
  const data = {
    ...{ siteId, ...(holder && { holder }), instrument, pollutant, pool, poolArea, firstMonth, lastMonth },
    ...{ retiredTonnes: plain(quantity), holds },
  };
  return {
    envelope: { ...envelope, cause: { kind: "permit-expired", reference: envelope.factId } },
    stated: [own.state(permitsFacts.permitExpired, { ...envelope, data })],
  };
}

/** Holder and licence of a site as they are now. */
async function ownerOf({ members }: ExpiryPorts, { partyId, siteId }: SiteHolder) {
  const [party, site] = await Promise.all([members.party(partyId), members.site(partyId, siteId)]);
  const { name: partyName, creditCode } = required(party, `party ${partyId}`);
  const { name: siteName, licenceNumber, area: siteArea } = required(site, `site ${siteId}`);
  return { partyId, partyName, creditCode, siteName, siteArea, licenceNumber };
}
