/** What the host asks the engine for queues and objects: to move its clock so far ahead of the machine's, in milliseconds. */
export interface QueueEngineQuestion {
  readonly lead: number;
}
/** Its first message: it listens. */
export interface QueueEngineOpening {
  readonly port: number;
}
