import { defineApi } from "../../shared/http/api.ts";
import { proofFunction } from "./deployment.ts";
import { evidenceProblems } from "./evidence/problems.ts";
import { evidenceUseCases } from "./evidence/use-cases.ts";
import { exportsProblems } from "./exports/problems.ts";
import { exportsUseCases } from "./exports/use-cases.ts";
import { sealingPorts } from "./sealing/ports.ts";
import { sealingProblems } from "./sealing/problems.ts";
import { sealingUseCases } from "./sealing/use-cases.ts";

/** The API of sealed records, exports and evidence. */
export const api = defineApi(proofFunction, { ...sealingProblems, ...exportsProblems, ...evidenceProblems }, sealingPorts, {
  ...sealingUseCases,
  ...exportsUseCases,
  ...evidenceUseCases,
});
