/** Matches a concrete path against `/auctions/{auctionId}/bid`; returns the decoded parameters, or undefined. */
export function pathPattern(pattern: string): (path: string) => Record<string, string> | undefined {
  const expression = new RegExp(`^${pattern.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}/?$`);
  return (path) => {
    const match = expression.exec(path);
    if (!match) return undefined;
    try {
      return Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
    } catch {
      return undefined;
    }
  };
}
