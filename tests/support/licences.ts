/** A package of the lock file, as far as licences concern it. */
interface LockedPackage {
  readonly license?: string;
  /** Whether only development needs it. */
  readonly dev?: boolean;
  /** Whether it stands for a workspace of ours. */
  readonly link?: boolean;
}
/** Licences that are allowed, and why: of what is deployed or on its way there, and further ones of tools. */
export interface AllowedLicences {
  readonly runtime: Readonly<Record<string, string>>;
  readonly development: Readonly<Record<string, string>>;
}

/** A sentence for each package of a lock file with a licence that is not allowed, or with none. */
export function licenceFaults(packages: Readonly<Record<string, LockedPackage>>, allowed: AllowedLicences): string[] {
  return Object.entries(packages).flatMap(([path, { license, dev = false, link = false }]) => {
    if (link || !path.includes("node_modules/")) return [];
    if (license === undefined) return [`${path} names no licence`];
    const may = (name: string): boolean => Object.hasOwn(allowed.runtime, name) || (dev && Object.hasOwn(allowed.development, name));
    return permits(license, may) ? [] : [`${path} has the licence ${license}, which is not allowed ${dev ? "for tools" : "at runtime"}`];
  });
}

/** Whether an SPDX expression leaves a choice that is allowed; one that mixes OR with AND is not taken apart, so it is refused. */
function permits(expression: string, may: (name: string) => boolean): boolean {
  const bare = expression.replace(/^\((.*)\)$/, "$1");
  if (bare.includes(" OR ")) return bare.split(" OR ").some(may);
  return bare.split(" AND ").every(may);
}
