import type * as z from "zod";
import type { Call } from "../../../shared/http/api-handler.ts";
import { formatFen, plain } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { readAccount } from "../../../shared/ledger/account.ts";
import { classOf } from "../../../shared/ledger/instrument.ts";
import { accountOwner } from "../../../shared/members/account-owner.ts";
import { assetKindOf } from "../asset-kinds.ts";
import { exclusionsOf } from "../disclosure/exclusions.ts";
import { type AskedUnderConsent, type UnderConsentPorts, underConsent } from "../disclosure/reading/under-consent.ts";
import type { PledgingPorts } from "../ports.ts";
import type { pledgesEndpoints } from "./contract.ts";
import { inWords } from "./in-words.ts";
import { aboveLoanToValue, askedRules, firmRules, largestSecured, type PledgingCase, type PledgingRefusal } from "./pledging-rules.ts";
import { openPosition } from "./position.ts";
import { pledgeSource } from "./rules.ts";

/** Dependencies of a check: those of pledging, and of reading under a consent. */
type CheckPorts = PledgingPorts & UnderConsentPorts;
type Response = z.input<typeof pledgesEndpoints.checkPledge.response>;

/** What a check tells of a firm. */
const told = ["balances", "pledgeability"] as const;

/**
 * Checks every rule for a part of a pledge, by the very rules that a draft goes through. It tells a bank what a firm has, and so is a reading
 * under the firm's consent. Nothing else is written.
 */
export async function checkPledge(ports: CheckPorts, call: Call<typeof pledgesEndpoints.checkPledge>) {
  const { caller, query } = call;
  const { account, instrument, quantity, sliceId, amountCny, appraisedCny, from, until } = query;
  const kind = assetKindOf(instrument);
  if (!kind) return refuse({ code: "not-pledgeable", account, instrument, source: pledgeSource("pledgeable") });
  const allowed = await underConsent(ports, caller, askedBy(call));
  if (!allowed.ok) return allowed;
  const owner = await accountOwner(ports.members, account);
  if (owner?.partyId !== allowed.value.consent.partyId) return refuse({ code: "not-found" });
  const open = await openPosition(ports, { account, instrument }, owner);
  const at = ports.clock.now();
  const party = await ports.members.party(owner.partyId);
  const failing = party ? await exclusionsOf(ports, kind, open.position, party, at) : [];
  const slice = open.register.slices.find((each) => each.sliceId === sliceId);
  const seniors = slice ? slice.entries.map(({ registered }) => registered.number) : [];
  // A check shows the seniors, so it takes them as accepted.
  const part = { account, instrument, quantity, ...(sliceId !== undefined && { sliceId }) };
  const each: PledgingCase = { part, open, from, until, acceptedSeniors: seniors, at };
  const { loanToValue, largest } = largestSecured(appraisedCny, [kind]);
  const rules = [
    ...askedRules.map((rule) => ruleView(rule.id, rule.text, rule.source(kind), rule.check(each, kind))),
    ruleView("loan-to-value", loanToValueText, kind.source, aboveLoanToValue(amountCny, appraisedCny, [kind])),
    ...firmRules.map((rule) => ruleView(rule.id, rule.text, rule.source(kind), rule.check(each, kind))),
    ...failing.map((each) => ({
      ...{ rule: each.rule, text: exclusionText, source: each.source, kept: false },
      ...{ problem: each.code, detail: each.because },
    })),
  ];
  const response: Response = {
    ...{ account, instrument, quantity: plain(quantity), checkedAt: at },
    pledgeable: rules.every(({ kept }) => kept),
    freeQuantity: plain(open.position.available),
    ...{ largestCny: formatFen(largest), loanToValue: plain(loanToValue) },
    seniors,
    rules,
  };
  return accept({ response });
}

/** What is asked for under a consent: one position, and nothing that depends on prices. */
function askedBy({ endpoint, query }: Call<typeof pledgesEndpoints.checkPledge>): AskedUnderConsent {
  const { consentId, account, instrument, quantity } = query;
  const { kind, id: siteId } = readAccount(account);
  return {
    ...{ operation: endpoint.operationId, consentId, kinds: told, class: classOf(instrument), purpose: "check of a pledge" },
    ...(kind === "site" && { siteId }),
    asked: { account, instrument, quantity: plain(quantity) },
  };
}

const exclusionText: Bilingual = { zh: "不属于排除情形", en: "Nothing excludes the position or its owner" };
const loanToValueText: Bilingual = {
  zh: "担保金额不超过评估值乘以质押率",
  en: "The amount is not above the appraised value times the loan-to-value ratio",
};

function ruleView(rule: string, text: Bilingual, source: Bilingual, refusal: PledgingRefusal | undefined): Response["rules"][number] {
  return { rule, text, source, kept: !refusal, ...(refusal && { problem: refusal.code, detail: inWords(refusal) }) };
}
