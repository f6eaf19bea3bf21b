import { issueCollateralCertificate } from "./issue-certificate.ts";
import { checkCollateralCertificate, listCollateralCertificates, readCollateralCertificate } from "./read-certificates.ts";
import { searchCollateral } from "./search-collateral.ts";

/** The use cases of search, by operation. */
export const searchUseCases = {
  searchCollateral,
  issueCollateralCertificate,
  listCollateralCertificates,
  readCollateralCertificate,
  checkCollateralCertificate,
};
