import { defineApi } from "../../shared/http/api.ts";
import { surveillance } from "./deployment.ts";
import { surveillancePorts } from "./ports.ts";
import { surveillanceProblems } from "./problems.ts";
import { screensUseCases } from "./screens/use-cases.ts";
import { supervisionUseCases } from "./supervision/use-cases.ts";
import { worklistUseCases } from "./worklist/use-cases.ts";

/** The API of surveillance. */
export const api = defineApi(surveillance.functions["surveillance-api"], surveillanceProblems, surveillancePorts, {
  ...screensUseCases,
  ...worklistUseCases,
  ...supervisionUseCases,
});
