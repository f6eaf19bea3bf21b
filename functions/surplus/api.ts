import { defineApi } from "../../shared/http/api.ts";
import { fundBuyBacks, readBuyBackFund } from "./buy-back-fund.ts";
import { listBuyBackPrices, publishBuyBackPrice } from "./buy-back-prices.ts";
import { buyBackSurplus } from "./buy-back-surplus.ts";
import { certifySurplus } from "./certify-surplus.ts";
import { surplus } from "./deployment.ts";
import { endStorage, takeOutSurplus } from "./end-storage.ts";
import { surplusPorts } from "./ports.ts";
import { surplusProblems } from "./problems.ts";
import { listCertificates, listRecoveries, listStorages, readCertificate, readRecovery, readStorage } from "./read-surplus.ts";
import { recoverPermits } from "./recover-permits.ts";
import { storeSurplus } from "./store-surplus.ts";
import { withdrawCertificate } from "./withdraw-certificate.ts";

/** The API of surplus. */
export const api = defineApi(surplus.functions["surplus-api"], surplusProblems, surplusPorts, {
  certifySurplus,
  withdrawCertificate,
  readCertificate,
  listCertificates,
  storeSurplus,
  takeOutSurplus,
  endStorage,
  buyBackSurplus,
  readStorage,
  listStorages,
  publishBuyBackPrice,
  listBuyBackPrices,
  fundBuyBacks,
  readBuyBackFund,
  recoverPermits,
  readRecovery,
  listRecoveries,
});
