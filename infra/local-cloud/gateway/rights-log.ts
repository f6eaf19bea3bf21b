import type { Caller } from "./caller.ts";
import type { Denial, Grant, NeededRight } from "./policy.ts";
import type { DeniedCall, RightsReport } from "./types.ts";

/** Which grants were used and which calls were denied since the last reset. */
export interface RightsLog {
  /** Counts one allowed request for each grant that allowed it. */
  use(caller: Caller, grants: ReadonlySet<Grant>): void;
  /** Counts one denied request, and tells of it if it is the first of its kind. */
  deny(caller: Caller, right: NeededRight, reason: Denial): void;
  /** Every grant of these callers with its count, unused ones included, and every denial. */
  report(callers: Iterable<Caller>): RightsReport;
  reset(): void;
}

/** An empty log that tells of new denials. Callers may be replaced meanwhile: what was counted stays with the access key. */
export function rightsLog(tellDenied: (call: DeniedCall) => void): RightsLog {
  const uses = new Map<string, number>();
  const denials = new Map<string, DeniedCall>();
  return {
    use: ({ accessKeyId }, grants) => {
      for (const grant of grants) {
        const key = grantKey(accessKeyId, grant);
        uses.set(key, (uses.get(key) ?? 0) + 1);
      }
    },
    deny: ({ functionName }, { action, resource, leadingKeys }, reason) => {
      const call = { functionName, action, resource, ...(leadingKeys && { leadingKeys }), reason };
      const key = JSON.stringify(call);
      const known = denials.get(key);
      const denied = { ...call, requests: (known?.requests ?? 0) + 1 };
      denials.set(key, denied);
      if (!known) tellDenied(denied);
    },
    report: (callers) => ({
      grants: [...callers].flatMap(({ accessKeyId, functionName, policy }) =>
        (policy?.grants ?? []).map((grant) => ({ functionName, ...grant, requests: uses.get(grantKey(accessKeyId, grant)) ?? 0 })),
      ),
      denials: [...denials.values()],
    }),
    reset: () => {
      uses.clear();
      denials.clear();
    },
  };
}

function grantKey(accessKeyId: string, { statement, action, resource, leadingKey = "" }: Grant): string {
  return `${accessKeyId} ${statement} ${action} ${resource} ${leadingKey}`;
}
