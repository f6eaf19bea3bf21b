import { allowancesLifecycles } from "./allowances/lifecycles.ts";
import { controlPlansLifecycles } from "./control-plans/lifecycles.ts";
import { monthsLifecycles } from "./months/lifecycles.ts";
import { registerLifecycles } from "./register/lifecycles.ts";
import { reportsLifecycles } from "./reports/lifecycles.ts";
import { sheetsLifecycles } from "./sheets/lifecycles.ts";
import { surrenderLifecycles } from "./surrender/lifecycles.ts";
import { verificationLifecycles } from "./verification/lifecycles.ts";

/** Lifecycles of carbon. */
export const carbonLifecycles = {
  ...registerLifecycles,
  ...controlPlansLifecycles,
  ...monthsLifecycles,
  ...reportsLifecycles,
  ...sheetsLifecycles,
  ...verificationLifecycles,
  ...allowancesLifecycles,
  ...surrenderLifecycles,
} as const;
