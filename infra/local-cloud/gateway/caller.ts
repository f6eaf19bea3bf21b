import type { CompiledPolicy } from "./policy.ts";

/** A caller with its policy compiled; the administrator has none. */
export interface Caller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly functionName: string;
  readonly principalArn: string;
  readonly policy: CompiledPolicy | undefined;
}
