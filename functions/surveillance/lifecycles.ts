import { worklistLifecycles } from "./worklist/lifecycles.ts";

/** Lifecycles of surveillance. */
export const surveillanceLifecycles = { ...worklistLifecycles } as const;
