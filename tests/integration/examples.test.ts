import { beforeAll, describe, expect, it } from "vitest";
import { fuelBill } from "../../functions/story.ts";
import { openStory, type Story } from "../support/told-story.ts";
import { differencesFound, tradeRecordsOf } from "../support/trade-records.ts";

describe("the examples of the API's description", () => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory();
  });

  it("are answered as promised when they are sent in the order of their story", async () => {
    const { send, requests } = story;
    await send("registerParty operator", "registerParty bureau");
    await requests("Parties", "decideAdmission bureau");
    await send("registerParty mill", "registerParty steel", "decideAdmission mill", "decideAdmission steel");
    await send("registerParty echeng", "decideAdmission echeng");
    for (const joining of ["checker", "auditor", "bank", "savings"]) await send(`registerParty ${joining}`, `decideAdmission ${joining}`);
    await send(
      "listParties operator",
      "readParty operator",
      "registerSite mill",
      "readSite mill",
      "registerSite steel",
      "listSites bureau",
    );
    await send("confirmSite mill", "confirmSite steel", "listNames operator", "searchNames operator");
    await send("invitePerson mill", "revokeInvitation mill", "invitePerson mill", "declineInvitation mill-second");
    await send("invitePerson mill", "acceptInvitation mill-second", "listPartyPeople operator", "changePerson mill", "removePerson mill");
    await send("invitePerson mill", "acceptInvitation mill-second", "leaveParty mill-second", "setAddress mill");
    await story.mail();
    await send("confirmAddress mill", "chooseKind mill");

    await requests("Calendar", "publishCalendar operator");
    await requests("Permits", "setCap 2027");
    await send(
      "readCalendar public",
      "setCap 2028",
      "setCap 2029",
      "setCap 2030",
      "setCap 2031",
      "readCap bureau",
      "listCaps bureau",
      "readRunway bureau",
    );
    await send(
      "addToReserve bureau",
      "readReserve bureau",
      "certifyNeed mill",
      "certifyNeed steel",
      "certifyNeed spare",
      "withdrawNeed bureau",
      "readNeed mill",
      "listNeeds bureau",
    );
    await send("recordMissedTarget bureau", "readAreaTarget mill", "listAreaTargets mill", "recordMetTarget bureau");
    await send("grantLimitException bureau", "readLimitException mill", "listLimitExceptions bureau", "revokeLimitException bureau");
    await send("bookReceipt mill", "bookReceipt steel", "listBookings operator", "listBankLines operator", "readBankDay operator");
    await send("listPermitSites bureau", "listOrigins operator");

    // A sale that is put off, and given up.
    await send("announceAuction operator");
    await requests("Auctions", "postponeAuction operator");
    await send("cancelAuction operator");
    // The sale of the story.
    await send(
      "announceAuction operator",
      "readAuction public",
      "listAuctions public",
      "checkEligibility mill",
      "enrol mill",
      "withdrawEnrolment mill",
      "enrol mill",
      "enrol steel",
    );
    await send(
      "listEnrolments operator",
      "listOwnEnrolments mill",
      "readOwnCash mill",
      "readMemberCash operator",
      "switchSecondPersonOn mill",
    );
    story.moveTo("2026-03-02T02:10:00.000Z");
    await requests("Bidding", "submitBid mill");
    await send("submitBid steel", "readOwnBid mill");
    story.moveTo("2026-03-02T03:00:10.000Z");
    await story.close();
    story.moveTo("2026-03-02T03:00:20.000Z");
    await send("payAward mill");
    await story.settle();
    await send("readBulletin public", "readConfirmation mill", "readOwnEnrolment mill", "readBook operator");
    await send("objectToResult steel", "listResultObjections bureau", "answerResultObjection operator");
    await send("declarePermit mill", "recordPermit bureau", "listSiteRecords mill", "listRecords bureau", "listHoldings mill");

    story.moveTo("2026-03-02T04:11:00.000Z");
    await story.record();
    await send("listFacts operator", "listPositions mill", "listPositions operator", "listEntries mill", "listEntries operator");
    await send("listRecordDifferences operator", "listRecordExceptions bureau");
    await story.seal();
    await send("listSealedBlocks bureau", "readSealedBlock bureau", "readRecordSeal mill");
    await send("readStatement mill", "readStatement operator", "readTrialBalance operator", "readHouseCash operator");
    // What the bureau sees of the sale, and of what the operator did.
    await story.standOut();
    await send("listScreenedAuctions bureau", "readAuctionScreens bureau", "listSurveillanceItems bureau", "listSurveillanceItems sale");
    await send("readSurveillanceItem bureau", "assignSurveillanceItem bureau", "noteSurveillanceItem bureau");
    await send("closeSurveillanceItem bureau", "reopenSurveillanceItem bureau", "listSurveillanceItemEntries bureau");
    await send("listOperatorActs bureau", "countOperatorActs bureau");
    await send("listTrades mill", "listTrades operator", "listTrades prices", "readTrade mill", "readTrade bureau");
    await send("requestExport bureau", "requestExport mill", "readExport bureau", "listExports bureau");
    await story.exports();
    await send("readExportFile bureau");
    await send("listPublicTrades public", "listConcealedReadings bureau");
    await send("listHoldingsAsOf mill", "listHoldingsAsOf bureau", "listAreaHoldings bureau", "listAreaHoldings operator");
    await send("readPositionPedigree mill", "readPositionPedigree bureau", "readEntryPedigree bureau");
    await send("listNotices mill", "markNoticeRead mill", "removeAddress mill");
    await send("searchCollateral operator", "searchCollateral mill", "issueCollateralCertificate mill", "readCollateralCertificate mill");
    await send("listCollateralCertificates mill", "checkCollateralCertificate public");

    // The green bank reads what the mill can pledge, and the mill what was read.
    await send("requestConsent bank", "requestConsent more", "requestConsent again", "decideConsentRequest mill");
    await send("decideConsentRequest refused", "withdrawConsentRequest bank", "listConsentRequests bank", "listConsentRequests mill");
    await send("readConsentRequest mill", "grantConsent mill", "readConsent bank", "readPledgeable bank", "checkPledge bank");
    await send("listReadings mill", "revokeConsent mill", "listConsents bank", "listConsents mill", "listOwnPledgeable mill");
    await requests("Disclosure", "recordAccident bureau");
    await send("readAccident steel", "listAccidents bureau", "withdrawAccident bureau");
    // What the mill earns from the steelworks, and shares of it.
    await send("fileIncomeStream mill", "fileIncomeStream spare", "fileIncomeStream short", "withdrawIncomeStream mill");
    await send("decideIncomeStream operator", "decideIncomeStream short", "draftPledge income", "confirmIncomePayment steel");
    await send("readIncomeStream steel", "listIncomePayments mill", "listIncomeStreams mill", "listIncomeStreams operator");

    await send("certifySurplus mill", "readCertificate mill", "listCertificates bureau", "storeSurplus mill");
    await requests("Surplus", "publishBuyBackPrice bureau");
    await send("listBuyBackPrices mill", "fundBuyBacks bureau", "readBuyBackFund bureau", "buyBackSurplus mill");
    await send("readStorage mill", "listStorages bureau", "takeOutSurplus mill", "storeSurplus mill", "endStorage bureau");
    await send("withdrawCertificate bureau", "recoverPermits bureau", "readRecovery steel", "listRecoveries bureau");
    await requests("Valuation", "bookMarketPrice operator");
    await send("correctMarketPrice operator", "listMarketPrices public", "listPriceVersions public", "readMonthlyAverage public");
    await requests("Valuation", "importMarketPrices operator");
    await send("readPriceImport operator", "readAverageBefore public");
    for (const name of ["operator", "ahead", "sulphur", "sulphurAhead"]) await requests("Valuation", `publishBaselinePrice ${name}`);
    await send("correctBaselinePrice operator");
    await send("listBaselinePrices public", "listBaselineVersions public", "readBaselineInForce public");
    await send("publishBasket operator", "listIndexes public", "listBaskets public");
    await story.indexes();
    await send("listIndexPoints public", "listIndexVersions public");
    await send("draftDeclaration mill", "submitDeclaration mill", "listDeclarations bureau", "decideDeclaration returned");
    await send("changeDeclaration mill", "submitDeclaration mill", "decideDeclaration bureau", "readDeclaration mill");
    await story.record();
    await send("listObligations bureau", "readObligation mill", "listObligationChanges mill", "readSiteCoverage mill");
    await send("rebuildObligation operator", "reverseDeclaration bureau");
    await send("listValues mill", "readLatestValue mill", "listValueHistory mill", "listRevaluations operator", "readRevaluation operator");
    // The mill pledges some to the green bank, then to the savings bank behind it.
    await send("draftPledge bank", "draftPledge refused", "refusePledge mill");
    await send("confirmPledge mill");
    await send(
      "registerPledge bank",
      "grantConsent savings",
      "checkPledge savings",
      "draftPledge savings",
      "confirmPledge junior",
      "registerPledge savings",
    );
    await send("readPledge mill", "listPledges bank", "listPledges bureau", "readRegister mill");
    await send("proposePledgeChange bank", "proposePledgeChange refused", "listChangesToAnswer mill", "agreePledgeChange mill");
    await send("refusePledgeChange mill", "readPledgeChange mill", "listPledgeChanges bank");
    await send("filePledge bank", "amendFiling bank", "listOverdueNameFilings bank", "listOverdueNameFilings bureau");
    await send("objectToPledge savings", "notifyPledgeObjection savings", "provePledgeSuit savings", "dismissPledgeObjection bureau");
    await send("objectToPledge again", "withdrawPledgeObjection savings", "readPledgeObjection savings");
    await send("listPledgeObjections bank", "listOwnPledgeObjections savings");
    await send("recordDisbursement bank");
    // What covers the loan of the green bank.
    await story.record();
    await send("readPledgeCoverage bank", "listPledgeCoverageHistory mill", "listPledgeCoverage bank", "readPledgeCoverageTotals bank");
    await send("stressPledges bank", "exportPledgeStress bank", "listPledgeStatements mill");
    await send("recordRepayment bank", "releasePledgePart bank", "recordRepayment rest");
    await send("listOverdueCancellations bank", "listOverdueCancellations bureau");
    await requests("PledgeChange", "revokePledge bureau");
    await send("cancelPledge bank", "importPledges bank");
    // The savings bank lends once more, and will not be paid.
    await send("draftPledge enforced", "confirmPledge enforced", "registerPledge enforced");
    await story.draftBatches();
    await send("readPledgeBatch bank", "listBatchPledges bank");
    await requests("Allocations", "publishRateTable bureau");
    await send("listRateTables public", "listRateVersions public", "draftAllocationPlan bureau", "draftAllocationPlan spare");
    await send("draftAllocationPlan tax");
    await send(
      "putAllocationLines bureau",
      "removeAllocationLine bureau",
      "putAllocationLines tax",
      "publishAllocationPlan tax",
      "readAreaPlan bureau",
      "listAreaPlans bureau",
    );
    await send("listAreaPlanLines bureau", "withdrawAllocationPlan bureau", "publishAllocationPlan bureau");
    await story.pages();
    await send("listAllocationPlans public", "readAllocationPlan public", "listAllocationLines public");
    await send("objectToAllocation mill", "listObjections bureau", "answerObjection bureau");
    await send("bookReceipt holding", "assignLine operator", "bookReceipt stranger", "returnLine operator", "bookHousePayOut operator");
    await requests("Cash", "orderRefund operator");
    await send(
      "bookPayOut operator",
      "bookReturnedRefund operator",
      "orderRefund operator",
      "failRefund operator",
      "readRefund operator",
      "listRefunds operator",
    );
    await send("importBankStatement operator", "importLicenceFile bureau");
    await story.record();
    await send("readBankStatement operator", "listBankStatementErrors operator", "listBankStatementLines operator");
    await send("readLicenceImport bureau", "listLicenceImports bureau", "listLicenceImportErrors bureau");
    await send("listDifferences bureau", "decideDifference bureau");
    await send("switchSecondPersonOn pledges");
    // After midnight, when the day is behind the watermark.
    story.moveTo("2026-03-02T16:11:00.000Z");
    await story.seal();
    story.moveTo("2026-03-03T01:00:00.000Z");
    await send("listSignedHeads public", "readSignedHead public", "requestEvidence bureau");
    await send(
      "readTradeTotals operator",
      "listMarketStatistics public",
      "readMarketStatistics public",
      "readReservePriceReference operator",
      "readMarketConcentration operator",
    );
    await send(
      "readMarketReport public",
      "readMarketReportPage public",
      "previewMarketReport operator",
      "previewMarketReportPage operator",
    );
    await requests("Collateral", "confirmPledge income");
    await send("switchSecondPersonOff pledges");
    await send("closeBankDay operator", "listDayDefaults operator", "reopenBankDay operator");

    await send("suspendParty operator", "reinstateParty operator", "recordExclusion operator", "liftExclusion operator");
    await send("applyForLicenceRenewal mill", "decideLicenceRenewal bureau", "recordLicenceChange mill", "listLicenceChanges mill");
    await send("declareAssociates operator", "changeSite mill", "renameParty operator");
    await send("disputeLicence mill", "disputeCreditCode newcomer", "listDisputes operator", "readDispute operator");
    story.moveTo("2026-03-04T01:00:00.000Z");
    await requests("Allocations", "decideAllocationPlan bureau");
    await send("decideAllocationPlan tax");
    await story.pages();
    await send("readAllocation mill", "listAllocations mill", "listAllocationDues mill", "listAllAllocationDues bureau");
    await send("payAllocation mill", "bookFeeCertificate steel", "listFeeCertificates bureau", "reverseFeeCertificate bureau");
    await send("listAllAllocationDues overdue");

    // The mill is a key entity, measures by its plan, and stores its months.
    await requests("Carbon", "publishFactorSet set");
    await send("publishFactorSet electricity", "readFactorSet public", "listFactorSets public");
    await send("listKeyEntity mill", "readKeyEntity mill", "listKeyEntities bureau");
    await send("fileControlPlan mill", "decideControlPlan bureau", "readControlPlan mill", "listControlPlans bureau");
    await send("storeMonth mill", "checkMonth echeng", "uploadMonthSheet mill", "readMonth mill", "listMonths mill", "listMonths bureau");
    await send("recordEnergyUse bureau", "readCoverage bureau", "listCoverageCandidates bureau");
    // What the mill emitted in 2025.
    await send("listKeyEntity lastYear", "listMissingReports bureau");
    await send("fileControlPlan lastYear", "decideControlPlan lastYear");
    await story.carbonDeadlines();
    await send("announceEvidence mill");
    await story.upload(fuelBill.text);
    await send("readTemplate public", "uploadReportSheet mill");
    await send("draftReport mill", "readReport mill", "readEvidence bureau", "submitReport mill", "listReports bureau");
    await send("screenReport echeng");

    // Two verifiers look at it.
    await requests("Report", "assignVerifier bureau");
    await send("withdrawAssignment bureau", "assignVerifier bureau", "listVerifications checker", "beginVerification checker");
    await send("raiseNonConformity checker", "answerNonConformity mill", "closeNonConformity again", "answerNonConformity mill");
    await send("closeNonConformity checker", "concludeVerification checker", "respondToVerification mill", "listVerifications bureau");
    await send("decideReverification bureau", "beginVerification auditor", "concludeVerification auditor", "readVerification mill");
    await send("respondToVerification agreed", "decideReport bureau");

    // Allowances of the mill, and of the steelworks, which begins to make paper and gives it up.
    await send("listKeyEntity entrant", "draftAllowancePlan lastYear", "putAllowanceLines lastYear");
    await requests("Allowance", "decideAllowancePlan approve");
    await send("decideAllowancePlan publish");
    await story.allowancePages();
    await send("listAllowances mill", "objectToAllowances mill", "answerAllowanceObjection bureau", "decideAllowancePlan preAllocate");
    await story.allowancePages();
    await send("admitNewEntrant steel", "allocateAllowances closure", "readAllowance mill");
    await send("listAllowancePlans mill", "readAllowancePlan mill", "listAllowanceLines bureau");
    await send("draftAllowancePlan thisYear", "putAllowanceLines thisYear");
    await send("decideAllowancePlan approveThisYear", "decideAllowancePlan publishThisYear", "decideAllowancePlan preAllocateThisYear");
    await story.allowancePages();
    await send("carryOverAllowances mill", "recordAllowanceStatement mill", "readAllowanceStatement bureau");
    await send("listAllowanceStatements mill", "listAllowanceStatements bureau", "decideStatementDifference bureau");
    await send("reopenReport bureau");

    // The steelworks filed no report.
    story.moveTo("2026-04-01T01:00:00.000Z");
    await send("determineEmissions high", "surrenderAllowances steel", "freezeAllowances bureau", "orderSurrender bureau");
    await send("determineEmissions low", "giveBackAllowances bureau", "cancelAllowances steel", "listSurrenders steel");
    await send("readSurrenderObligation steel", "listSurrenderObligations steel", "listSurrenderObligations bureau");
    // Two courts freeze permits of the mill.
    await requests("Freeze", "enterFreeze bureau");
    await send("enterFreeze district", "readFreezeQueue mill", "readFreeze mill", "listFreezes mill", "listFreezes bureau");
    await send("renewFreeze bureau", "liftFreeze bureau", "liftFreeze district");
    // The savings bank enforces, twice: it withdraws, then the steelworks takes the tonnes over.
    await send(
      "filePledge enforced",
      "recordDisbursement enforced",
      "beginEnforcement savings",
      "withdrawEnforcement savings",
      "beginEnforcement again",
    );
    await send("proposeTakeOver savings", "agreeToTakeOver mill", "completeTakeOver steel");
    await story.freezeProceeds();
    await send("releaseHeldProceeds operator", "readEnforcement mill", "listEnforcements savings");
    await send("closeIncomeStream operator");
    // Its credit code is that of the newcomer, so its registration ends.
    await send("decideDispute operator");

    await send("switchSecondPersonOff mill", "replaceRepresentative operator");
    await send("readProblem public", "readEventSchema public", "readPageFile public");
    expect(story.faults).toEqual([]);
  }, 180_000);

  it("leave trade records of most kinds, and each says what the ledger moved", async () => {
    const records = await tradeRecordsOf(story.engine, () => true);
    const kinds = [...new Set(records.map(({ kind }) => kind))].sort();
    expect(kinds).toEqual(["allocation", "award", "expiry", "freeze", "pledge", "price", "release", "surrender", "transfer"]);
    expect(await differencesFound(story.engine, records)).toEqual([]);
  });

  it("are all sent", () => {
    expect(story.unsent()).toEqual([]);
  });
});
