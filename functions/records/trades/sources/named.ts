/** The pollutant and the pool that the name of an instrument or of an item says: of permits, quota and what is priced like them. */
export function poolOfPermit(name: string): { readonly pollutant?: string; readonly pool?: string } {
  const [kind, pollutant, pool] = name.split("/");
  if (kind !== "permit" && kind !== "quota") return {};
  return { ...(pollutant !== undefined && { pollutant }), ...(pool !== undefined && { pool }) };
}

/** The entry of a cause where something was held or released by it: an entry that moves nothing is not made. */
export function entryIf(heldChange: string, cause: { readonly kind: string; readonly reference: string } | undefined) {
  return cause === undefined || /^-?0(\.0+)?$/.test(heldChange) ? {} : { entry: cause };
}
