/** How far the local clock is ahead of the machine's, in milliseconds; answered with the same id. */
export interface HostToQueueEngine {
  readonly id: number;
  readonly lead: number;
}
/** What the engine for queues and objects tells its host. */
export type QueueEngineToHost = { readonly kind: "listening"; readonly port: number } | { readonly kind: "moved"; readonly id: number };
