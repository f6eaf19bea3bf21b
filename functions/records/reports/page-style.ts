import { createHash } from "node:crypto";

/** The styles of the page, for screens and for paper. They load nothing: fonts are those of the reader's machine. */
export const pageStyle = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 1.5rem; max-width: 60rem; color: #1a1a1a; background: #fff; line-height: 1.5;
  font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; margin: 0.75rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { border: 1px solid #8a8a8a; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
td.figure, th.figure { text-align: right; }
thead th { background: #eef1f4; }
.provisional { border: 2px solid #8a3b00; color: #8a3b00; padding: 0.5rem 0.75rem; font-weight: 600; }
figure { margin: 1rem 0; } figcaption { font-weight: 600; } svg { width: 100%; height: auto; }
.axis { stroke: #595959; fill: none; } .line { fill: none; stroke-width: 2; } svg text { font-size: 11px; fill: #1a1a1a; }
.s0 { stroke: #004f9e; fill: #004f9e; } .s1 { stroke: #9e3a00; fill: #9e3a00; } .s2 { stroke: #1b6e2c; fill: #1b6e2c; }
.s3 { stroke: #6b1b8a; fill: #6b1b8a; } .line.s0, .line.s1, .line.s2, .line.s3 { fill: none; }
.line.s1 { stroke-dasharray: 6 3; } .line.s2 { stroke-dasharray: 2 3; } .line.s3 { stroke-dasharray: 8 3 2 3; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; } thead { display: table-header-group; }
  tr, figure { break-inside: avoid; } h2 { break-after: avoid; } }
@page { size: A4; margin: 15mm; }
`;

const styleHash = createHash("sha256").update(pageStyle).digest("base64");

/** The page runs nothing, loads nothing and sends nothing, and no other page frames it; its only styles are those above. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "referrer-policy": "no-referrer",
};
