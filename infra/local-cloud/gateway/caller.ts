import { type CompiledPolicy, compilePolicy } from "./policy.ts";
import type { GatewayCaller } from "./types.ts";

/** A caller with its policy compiled; the administrator has none. */
export interface Caller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly functionName: string;
  readonly principalArn: string;
  readonly policy: CompiledPolicy | undefined;
}

/** The callers by access key id; throws on a policy that holds something not implemented. */
export function compileCallers(
  list: readonly GatewayCaller[],
  { partition, accountId }: { readonly partition: string; readonly accountId: string },
): ReadonlyMap<string, Caller> {
  return new Map(
    list.map(({ policies, ...caller }): [string, Caller] => {
      const { functionName } = caller;
      const principalArn = caller.principalArn ?? `arn:${partition}:sts::${accountId}:assumed-role/${functionName}/${functionName}`;
      try {
        const policy = policies === "administrator" ? undefined : compilePolicy(policies);
        return [caller.accessKeyId, { ...caller, principalArn, policy }];
      } catch (error) {
        throw new Error(`policy of ${functionName}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }),
  );
}
