import { randomUUID } from "node:crypto";
import { differenceIdOf } from "../../../functions/licences/imports/compare.ts";
import { compareAll } from "../../support/comparisons.ts";
import type { AuthorizationRows } from "../../support/ownership.ts";

const statement = { licenceNumber: "X", instrument: "permit/SO2/ezhou/2026-06/2031-05", tonnes: "1" };

/** Records belong to a site's owner and its area; files and differences to the area of the bureau that imported them. */
export const authorization: AuthorizationRows = {
  ownership: {
    declarePermit: { body: statement },
    recordPermit: { body: { ...statement, documentNumber: "X-1" } },
    listSiteRecords: {},
    readLicenceImport: {},
    listLicenceImportErrors: {},
    decideDifference: { body: { applied: false, reason: "X" } },
  },
  async given({ granted, call, regulator }) {
    const project = randomUUID();
    const line = `EZ-EIA-1,91420700MA0000015E,${project},SO2,6,2026-01-12`;
    const file = ["eiaNumber,creditCode,project,pollutant,tonnes,approvedOn", line].join("\n");
    const body = { kind: "eia", file: Buffer.from(file).toString("base64") };
    const { body: imported } = await call({ as: regulator, method: "POST", path: "/licences/imports", body });
    const importId = String(imported.importId);
    await compareAll(granted, importId);
    const differenceId = differenceIdOf("420700", { what: "eia-unknown", subject: `SO2 ${project}`, pollutant: "SO2" });
    return { importId, differenceId };
  },
};
