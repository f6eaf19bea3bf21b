import { listAccidents, readAccident, recordAccident, withdrawAccident } from "./accidents/record-accident.ts";
import { decideConsentRequest, grantConsent, revokeConsent } from "./consents/grant-consent.ts";
import { listConsentRequests, listConsents, readConsent, readConsentRequest } from "./consents/read-consents.ts";
import { requestConsent, withdrawConsentRequest } from "./consents/request-consent.ts";
import { listReadings } from "./reading/list-readings.ts";
import { listOwnPledgeable, readPledgeable } from "./reading/read-positions.ts";

/** The use cases of disclosure, by operation. */
export const disclosureUseCases = {
  requestConsent,
  decideConsentRequest,
  withdrawConsentRequest,
  listConsentRequests,
  readConsentRequest,
  grantConsent,
  revokeConsent,
  listConsents,
  readConsent,
  readPledgeable,
  listOwnPledgeable,
  listReadings,
  recordAccident,
  withdrawAccident,
  listAccidents,
  readAccident,
};
