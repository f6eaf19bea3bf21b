/**
 * Matches a concrete path against `/auctions/{auctionId}/bid`; returns the parameters, or undefined. API Gateway hands over the path decoded,
 * so nothing is decoded again, and every path has one form.
 */
export function pathPattern(pattern: string): (path: string) => Record<string, string> | undefined {
  const expression = new RegExp(`^${pattern.replaceAll(".", "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
  return (path) => {
    const match = expression.exec(path);
    return match ? { ...match.groups } : undefined;
  };
}
