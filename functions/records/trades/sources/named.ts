/** The pollutant and the pool that an instrument's or an item's name says: of permits, quota and what is priced like them. */
export function instrumentPollutant(name: string): { readonly pollutant?: string; readonly pool?: string } {
  const [kind, pollutant, pool] = name.split("/");
  if (kind !== "permit" && kind !== "quota") return {};
  return { ...(pollutant !== undefined && { pollutant }), ...(pool !== undefined && { pool }) };
}
