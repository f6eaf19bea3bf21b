import { defineApi } from "../../shared/http/api.ts";
import { licences } from "./deployment.ts";
import { decideDifference } from "./imports/decide-difference.ts";
import { importLicenceFile } from "./imports/import-licence-file.ts";
import { listDifferences, listLicenceImportErrors, listLicenceImports, readLicenceImport } from "./imports/read-imports.ts";
import { licencesPorts } from "./ports.ts";
import { licencesProblems } from "./problems.ts";
import { declarePermit } from "./records/declare-permit.ts";
import { listRecords, listSiteRecords } from "./records/read-records.ts";
import { recordPermit } from "./records/record-permit.ts";

/** The API of licences. */
export const api = defineApi(licences.functions["licences-api"], licencesProblems, licencesPorts, {
  declarePermit,
  recordPermit,
  listSiteRecords,
  listRecords,
  importLicenceFile,
  listLicenceImports,
  readLicenceImport,
  listLicenceImportErrors,
  listDifferences,
  decideDifference,
});
