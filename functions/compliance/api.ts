import { defineApi } from "../../shared/http/api.ts";
import { decideDeclaration, reverseDeclaration } from "./declarations/decide-declaration.ts";
import { changeDeclaration, draftDeclaration, submitDeclaration } from "./declarations/file-declaration.ts";
import { listDeclarations, readDeclaration } from "./declarations/read-declarations.ts";
import { compliance } from "./deployment.ts";
import { listObligationChanges, listObligations, readObligation, readSiteCoverage } from "./obligations/read-obligations.ts";
import { rebuildObligation } from "./obligations/rebuild-obligation.ts";
import { compliancePorts } from "./ports.ts";
import { complianceProblems } from "./problems.ts";

/** The API of compliance. */
export const api = defineApi(compliance.functions["compliance-api"], complianceProblems, compliancePorts, {
  draftDeclaration,
  changeDeclaration,
  submitDeclaration,
  decideDeclaration,
  reverseDeclaration,
  readDeclaration,
  listDeclarations,
  listObligations,
  readObligation,
  listObligationChanges,
  readSiteCoverage,
  rebuildObligation,
});
