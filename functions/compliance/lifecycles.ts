import { declarationLifecycles } from "./declarations/lifecycles.ts";

/** Lifecycles of compliance. */
export const complianceLifecycles = { ...declarationLifecycles } as const;
