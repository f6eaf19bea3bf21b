import type { FactSchema } from "../../../shared/kernel/fact.ts";
import { allocationsFacts } from "../../allocations/contract.ts";
import { auctionsFacts } from "../../auctions/contract.ts";
import { carbonFacts } from "../../carbon/contract.ts";
import { collateralFacts } from "../../collateral/contract.ts";
import { permitsFacts } from "../../permits/contract.ts";
import { surplusFacts } from "../../surplus/contract.ts";
import { valuationFacts } from "../../valuation/contract.ts";

/** Facts of auctions that become trade records. */
export const recordedAuctionFacts = [auctionsFacts.awardSettled, auctionsFacts.awardDefaulted] as const;
/** Facts of allocations that become trade records. */
export const recordedAllocationFacts = [
  allocationsFacts.delivered,
  allocationsFacts.granted,
  allocationsFacts.returned,
  allocationsFacts.instalmentsPaid,
  allocationsFacts.instalmentFrozen,
  allocationsFacts.certificateReversed,
  allocationsFacts.debtSecured,
] as const;
/** Facts of permits that become trade records. */
export const recordedPermitFacts = [permitsFacts.permitExpired] as const;
/** Facts of surplus and recoveries that become trade records. */
export const recordedSurplusFacts = [surplusFacts.surplusCertified, surplusFacts.permitsBoughtBack, surplusFacts.permitsRecovered] as const;
/** Facts of allowances that become trade records. */
export const recordedCarbonFacts = [
  carbonFacts.allowancesAllocated,
  carbonFacts.allowancesClawedBack,
  carbonFacts.allowancesCarriedOver,
  carbonFacts.surrendered,
  carbonFacts.givenBack,
  carbonFacts.cancelled,
  carbonFacts.allowancesExpired,
  carbonFacts.freezeChanged,
] as const;
/** Facts of published prices that become trade records. */
export const recordedPriceFacts = [valuationFacts.pricePublished, valuationFacts.baselinePricePublished] as const;

/** Facts of pledges that become trade records. */
export const recordedPledgeFacts = [
  collateralFacts.pledgeRegistered,
  collateralFacts.pledgeChanged,
  collateralFacts.pledgePartReleased,
  collateralFacts.pledgeCancelled,
  collateralFacts.pledgeRevoked,
  collateralFacts.pledgeExpired,
  collateralFacts.pledgePartExpired,
] as const;
/** Facts of freezes that become trade records. */
export const recordedFreezeFacts = [
  collateralFacts.freezeEntered,
  collateralFacts.freezeTurned,
  collateralFacts.freezeLifted,
  collateralFacts.freezeEnded,
] as const;
/** Facts of enforcement and of streams of income that become trade records. */
export const recordedEnforcementFacts = [
  collateralFacts.enforcementEnded,
  collateralFacts.pledgeEnforced,
  collateralFacts.heldProceedsReleased,
  collateralFacts.incomeClosed,
] as const;

/** Every type of fact that becomes trade records. */
export const recordedFacts = [
  ...recordedAuctionFacts,
  ...recordedAllocationFacts,
  ...recordedPermitFacts,
  ...recordedSurplusFacts,
  ...recordedCarbonFacts,
  ...recordedPriceFacts,
  ...recordedPledgeFacts,
  ...recordedFreezeFacts,
  ...recordedEnforcementFacts,
] as const satisfies readonly FactSchema[];
