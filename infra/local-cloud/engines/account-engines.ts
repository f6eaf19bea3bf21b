import type { Engines } from "./engines.ts";

/**
 * The engines of an account that runs elsewhere and offers all services at one endpoint. It has a clock of its own: moving the local one makes
 * no message of its queues due.
 */
export function enginesOfAccount(endpoint: string): Engines {
  return { dynamodb: endpoint, queues: endpoint, setLead: async () => {}, tablesMade: () => {}, stop: async () => {} };
}
