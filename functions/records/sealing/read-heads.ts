import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { sealingEndpoints } from "./contract.ts";
import type { SealingPorts } from "./ports.ts";

/** Signed heads, newest first, for everybody. */
export async function listSignedHeads({ heads }: SealingPorts, { query }: Call<typeof sealingEndpoints.listSignedHeads>) {
  return accept({ response: await heads.heads(query) });
}

/** The signed head of a day, for everybody. */
export async function readSignedHead({ heads }: SealingPorts, { params }: Call<typeof sealingEndpoints.readSignedHead>) {
  const head = await heads.head(params.day);
  return head ? accept({ response: head }) : refuse({ code: "not-found" });
}
