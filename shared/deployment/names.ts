/** Name of a table, queue or function in a deployment, or of a table in a set restored beside it. */
export function nameIn(deployment: string, id: string): string {
  return `${deployment}-${id}`;
}

/** Id of the failure queue behind a queue, a job or a relay. */
export function failuresOf(id: string): string {
  return `${id}-failed`;
}

/** Name of the table in which the supervisor of the operator sees what is replayed. */
export const supervisionTable = "Surveillance";

/** Id of the relay of a table's facts. */
export function relayOf(tableName: string): string {
  return `relay-${tableName.toLowerCase()}`;
}
