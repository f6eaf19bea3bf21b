import type { Deployed } from "../../shared/deployment/deployed.ts";
import { defineApi } from "../../shared/http/api.ts";
import { proofFunction } from "./deployment.ts";
import { evidencePorts } from "./evidence/ports.ts";
import { evidenceProblems } from "./evidence/problems.ts";
import { evidenceUseCases } from "./evidence/use-cases.ts";
import { exportsPorts } from "./exports/ports.ts";
import { exportsProblems } from "./exports/problems.ts";
import { exportsUseCases } from "./exports/use-cases.ts";
import { sealingPorts } from "./sealing/ports.ts";
import { sealingProblems } from "./sealing/problems.ts";
import { sealingUseCases } from "./sealing/use-cases.ts";

const problems = { ...sealingProblems, ...exportsProblems, ...evidenceProblems };

function proofPorts(granted: Deployed<typeof proofFunction>) {
  return { ...sealingPorts(granted), ...exportsPorts(granted), ...evidencePorts(granted) };
}

/** The API of sealed records, exports and evidence. */
export const api = defineApi(proofFunction, problems, proofPorts, { ...sealingUseCases, ...exportsUseCases, ...evidenceUseCases });
