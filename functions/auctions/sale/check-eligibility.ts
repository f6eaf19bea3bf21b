import type * as z from "zod";
import type { Call } from "../../../shared/http/api-handler.ts";
import { commonProblems, problemDocument } from "../../../shared/http/problems.ts";
import { formatFen, plain } from "../../../shared/kernel/decimal.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import { need } from "../../../shared/permits/instruments.ts";
import { depositFor } from "../auction.ts";
import type { auctionsEndpoints } from "../contract.ts";
import type { AuctionsPorts } from "../ports.ts";
import { auctionsProblems } from "../problems.ts";
import { type EnrolmentRefusal, evaluate, type RuleResult } from "./eligibility-rules.ts";
import { type EnrolmentCase, loadCase } from "./enrolment-case.ts";
import { exceptionsStated } from "./lot-limits.ts";

type Response = z.input<typeof auctionsEndpoints.checkEligibility.response>;

/**
 * Tells whether a member could enrol with a site, a project and some tonnes now, by the rules that enrolling goes through: each is kept,
 * broken, or can't be told. Nothing is held and nothing is written.
 */
export async function checkEligibility(ports: AuctionsPorts, { caller, params, query }: Call<typeof auctionsEndpoints.checkEligibility>) {
  const loaded = await loadCase(ports, caller, { ...params, ...query });
  if (!loaded.ok) return loaded;
  const balances = await balancesOf(ports, loaded.value);
  const { auction, certified, party, at, tonnes, transfer } = loaded.value;
  const results = evaluate({ ...loaded.value, balances });
  const deposit = depositFor(auction.terms, tonnes);
  const response: Response = {
    ...{ ...params, ...query, tonnes: plain(tonnes), checkedAt: at },
    eligible: results.every(({ outcome }) => outcome === "passed"),
    rules: results.map(resultView),
    deposit: formatFen(deposit),
    depositCovered: balances.cash.gte(deposit),
    ...(certified && { need: { tonnesToBuy: certified.tonnesToBuy, availableTonnes: plain(balances.need) } }),
    limitExceptions: exceptionsStated(transfer),
    bidsNeedSecondPerson: party.secondPersonFor.includes("bids"),
  };
  return accept({ response });
}

/** What is left of the project's need at the site, and the member's available cash. */
async function balancesOf({ ledger }: AuctionsPorts, { party, siteId, project, auction }: EnrolmentCase) {
  const [{ available }, cash] = await Promise.all([
    ledger.position(siteAccount(siteId), need(auction.terms.lot.pollutant, project)),
    ledger.availableCash(partyAccount(party.partyId)),
  ]);
  return { need: available, cash };
}

function resultView(result: RuleResult): Response["rules"][number] {
  const { rule, outcome } = result;
  return {
    ...{ rule: rule.id, text: rule.text, source: rule.source, outcome },
    ...(result.outcome === "failed" && { problem: problemView(result.refusal) }),
    ...(result.outcome === "not-evaluated" && { because: [...result.because] }),
  };
}

/** A refusal as the call that is refused would be told of it, in both languages. */
function problemView(refusal: EnrolmentRefusal): Response["rules"][number]["problem"] {
  const table = { ...commonProblems, ...auctionsProblems };
  const told = (language: keyof Bilingual) => problemDocument(table, refusal, { language, instance: "" });
  const { type, title, status: _status, detail, instance: _instance, ...facts } = told("en");
  const chinese = told("zh");
  return { type, title: { zh: chinese.title, en: title }, detail: { zh: chinese.detail, en: detail }, facts };
}
