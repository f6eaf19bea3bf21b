import { pledgeChangeLifecycle } from "./agreed/lifecycle.ts";
import { pledgeObjectionLifecycle } from "./objections/lifecycle.ts";

/** Lifecycles of changes. */
export const changesLifecycles = { pledgeChange: pledgeChangeLifecycle, pledgeObjection: pledgeObjectionLifecycle } as const;
