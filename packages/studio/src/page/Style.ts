/** The style of the page: system fonts, one accent, light and dark, and a printed form with everything unfolded. */

const light = `
  --paper: #ffffff; --ground: #f5f6f8; --ink: #1a1f26; --muted: #59636f; --line: #e2e6eb; --hair: #eef0f3;
  --accent: #14566e; --accent-soft: #d8e7ec; --accent-1: #f1f6f8; --accent-2: #e1edf1; --accent-3: #c9dfe6; --accent-4: #a9ccd8;
  --good: #1c6b43; --good-soft: #e1f1e8; --warn: #8a5200; --warn-soft: #faedd6; --bad: #a1262c; --bad-soft: #fae3e3;
  --shadow: 0 1px 2px rgb(20 30 40 / 5%), 0 4px 16px rgb(20 30 40 / 4%);`

const dark = `
  --paper: #171c22; --ground: #0f1317; --ink: #e7ebef; --muted: #9aa6b2; --line: #2b333c; --hair: #222a32;
  --accent: #7cc0d6; --accent-soft: #1f3d49; --accent-1: #1a232a; --accent-2: #1c2d36; --accent-3: #1f3a46; --accent-4: #234a5a;
  --good: #74cc9c; --good-soft: #173527; --warn: #e9b15c; --warn-soft: #3a2c14; --bad: #f29090; --bad-soft: #44201f;
  --shadow: none;`

const base = `
:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 24px; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif; font-variant-numeric: tabular-nums lining-nums; }
a { color: var(--accent); text-decoration-color: var(--accent-4); text-decoration-thickness: 1px; text-underline-offset: 3px; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
code { font: 0.86em/1.4 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
p { margin: 0 0 12px; }
ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
.muted { color: var(--muted); } .small { font-size: 12.5px; } .strong { font-weight: 600; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 16px; top: -60px; padding: 10px 16px; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; z-index: 2; }
.skip:focus { top: 16px; }`

const layout = `
.layout { display: grid; grid-template-columns: 208px minmax(0, 1fr); gap: 40px; max-width: 1320px; margin: 0 auto; padding: 0 32px; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 44px 0 24px; }
nav .brand { font-weight: 650; letter-spacing: -0.01em; margin-bottom: 20px; }
nav a { display: block; padding: 5px 12px; margin-left: -12px; border-radius: 6px; color: var(--muted); text-decoration: none; font-size: 14px; }
nav a:hover { color: var(--ink); background: var(--hair); }
main { padding: 44px 0 64px; min-width: 0; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); padding: 28px 32px 32px; margin-top: 24px; }
header.page { padding: 0 0 8px; }
.eyebrow { margin: 0 0 4px; color: var(--muted); font-size: 13px; font-weight: 600; letter-spacing: 0.06em; text-transform: uppercase; }
h1 { margin: 0 0 12px; font-size: 34px; line-height: 1.15; font-weight: 680; letter-spacing: -0.022em; text-wrap: balance; }
h2 { margin: 0 0 6px; font-size: 20px; line-height: 1.3; font-weight: 650; letter-spacing: -0.012em; }
h3 { margin: 32px 0 10px; font-size: 16.5px; font-weight: 650; letter-spacing: -0.008em; }
h4 { margin: 22px 0 8px; font-size: 14px; font-weight: 650; }
.lead { max-width: 68ch; font-size: 17px; line-height: 1.5; margin-bottom: 20px; }
.intro { max-width: 78ch; color: var(--muted); margin-bottom: 20px; }
.note { color: var(--muted); font-size: 13.5px; margin: 12px 0 0; max-width: 90ch; }
.more { margin: 14px 0 0; font-size: 13.5px; }
.frame { display: flex; flex-wrap: wrap; gap: 12px 28px; }
.frame dt { color: var(--muted); font-size: 12.5px; }
.frame dd { font-weight: 550; font-size: 14px; }
.figures { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 26px 32px; margin-top: 16px; }
.figures div:first-child { grid-column: span 2; }
.figures div { border-top: 2px solid var(--line); padding-top: 10px; }
.figures div.warn { border-top-color: var(--warn); color: inherit; }
.figures dt { color: var(--muted); font-size: 13px; }
.figures .value { display: block; font-size: 27px; line-height: 1.25; font-weight: 620; letter-spacing: -0.02em; white-space: nowrap; }
.figures .about { color: var(--muted); font-size: 13px; line-height: 1.4; display: block; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 24px 40px; margin-top: 12px; }
footer { color: var(--muted); font-size: 13px; padding: 28px 4px 0; }`

const tables = `
.scroll { overflow-x: auto; margin: 0 -8px; padding: 0 8px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
caption { text-align: left; color: var(--muted); font-size: 13px; padding-bottom: 8px; }
th, td { padding: 9px 14px 9px 0; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--hair); }
th:last-child, td:last-child { padding-right: 0; }
thead th, thead td { color: var(--muted); font-weight: 550; font-size: 12.5px; border-bottom: 1px solid var(--line); vertical-align: bottom; }
tbody th { font-weight: 550; }
tbody + tbody { border-top: 2px solid var(--line); }
tfoot th, tfoot td { border-bottom: 0; border-top: 1px solid var(--line); font-weight: 550; }
.n { text-align: right; white-space: nowrap; } .c { text-align: center; }
.bars { width: 120px; min-width: 72px; }
td.when { white-space: nowrap; }
td.why { min-width: 240px; } td.why p { margin: 0 0 4px; } td.why p + p { color: var(--muted); font-size: 13px; }
.bar { display: block; width: 100%; height: 8px; overflow: visible; }
.bar .track { fill: var(--hair); } .bar.accent .fill { fill: var(--accent); } .bar.warn .fill { fill: var(--warn); } .bar.bad .fill { fill: var(--bad); }
.bar .mark { fill: var(--ink); }
.badge { display: inline-block; padding: 1px 7px; border-radius: 5px; background: var(--hair); color: var(--muted); font-size: 12px; line-height: 1.5; font-weight: 600; white-space: nowrap; vertical-align: 1px; }
.badge.good { background: var(--good-soft); color: var(--good); } .badge.warn { background: var(--warn-soft); color: var(--warn); } .badge.bad { background: var(--bad-soft); color: var(--bad); }
.badge.class-A, .badge.key-badge { background: var(--accent-soft); color: var(--accent); }
.badge.type { background: none; box-shadow: inset 0 0 0 1px var(--line); font-weight: 500; }
.matrix { table-layout: fixed; min-width: 820px; border-collapse: separate; border-spacing: 6px; width: calc(100% + 12px); margin: 0 -6px; }
.matrix th, .matrix td { border: 0; padding: 12px 14px; vertical-align: top; }
.matrix thead th { padding: 0 14px 2px; font-size: 13px; }
.matrix thead td, .matrix tbody th, .matrix tfoot th { width: 58px; padding: 12px 0 0 6px; }
.matrix tbody th { font-size: 20px; font-weight: 650; }
.matrix tbody td { border-radius: 8px; background: var(--accent-1); height: 132px; position: relative; }
.matrix .tint-0 { background: var(--hair); color: var(--muted); } .matrix .tint-0 .count { font-weight: 500; } .matrix .tint-2 { background: var(--accent-2); } .matrix .tint-3 { background: var(--accent-3); } .matrix .tint-4 { background: var(--accent-4); }
.matrix tbody td.sum { background: none; } .matrix tfoot td, .matrix tfoot th { color: var(--ink); font-weight: 550; }
.matrix .cell-name { position: absolute; right: 12px; top: 11px; font-size: 12px; font-weight: 600; opacity: 0.75; }
.matrix .count { font-weight: 620; font-size: 16px; } .matrix .money { font-size: 13.5px; } .matrix .note { font-size: 12.5px; margin: 2px 0 0; }
.matrix .strategy { margin-top: 10px; font-size: 12.5px; line-height: 1.4; }
.matrix [class^="tint"] .muted, .matrix [class^="tint"] .note { color: inherit; opacity: 0.85; }
.closing { min-width: 900px; } .closing .group th, .fates .group th { padding-top: 18px; font-weight: 650; } .group .muted { font-weight: 400; }
.closing tbody tr:not(.group) th { font-weight: 500; } .closing .zero .strong { font-weight: 400; color: var(--muted); }
.closing td.n { vertical-align: top; } .closing th { vertical-align: top; } .closing td { vertical-align: top; } .closing thead th { vertical-align: bottom; }
.closing tbody + tbody { border-top: 0; }
.reasons { margin-top: 3px; font-size: 12.5px; line-height: 1.45; color: var(--muted); font-weight: 400; white-space: normal; max-width: 130px; margin-left: auto; } .reasons .count { color: var(--ink); }
.check { display: block; font-weight: 500; font-size: 12.5px; margin-top: 3px; }
.fates td, .fates th { vertical-align: top; } .fates tbody th { font-weight: 400; } .fates .group th { font-weight: 600; padding-bottom: 6px; } .fates tbody + tbody { border-top: 0; }
.trace > summary { cursor: pointer; } .trace p, .trace ul { margin: 4px 0 0; } .trace ul { padding-left: 14px; list-style: disc; }
.compact tbody th { white-space: nowrap; } .compact .bars { width: 76px; min-width: 48px; }`

const pictures = `
figure { margin: 16px 0 8px; }
.chart { display: block; width: 100%; height: auto; } .chart.narrow { display: none; }
.chart text { font-family: inherit; }
.verdict { font-size: 16px; font-weight: 550; margin: 10px 0 16px; } .verdict.good, .verdict.warn { color: var(--ink); }
.scale { display: block; width: 100%; height: 22px; } .scale .track { fill: var(--hair); } .scale .expected { fill: var(--accent-soft); } .scale .reached { fill: var(--accent); } .scale .needle { fill: var(--ink); }
.scale-legend { display: grid; grid-template-columns: 30% 25% 45%; text-align: center; color: var(--muted); font-size: 12.5px; margin: 4px 0 16px; }
.facts { color: var(--muted); font-size: 14px; display: grid; gap: 4px; } .facts.inline { display: flex; flex-wrap: wrap; gap: 4px 24px; margin-bottom: 18px; color: var(--ink); font-weight: 500; }
.scale-legend span:first-child { text-align: left; } .scale-legend span:last-child { text-align: right; }
.evidence .facts { margin-top: 14px; }`

const parts = `
details > summary { cursor: pointer; }
.behind { margin-top: 14px; } .behind > summary { color: var(--accent); font-size: 14px; padding: 4px 0; } .behind[open] > summary { margin-bottom: 12px; }
.cards { border-top: 1px solid var(--line); }
.key { border-bottom: 1px solid var(--hair); }
.key > summary { display: grid; grid-template-columns: minmax(0, 1fr) 110px 92px 128px 130px 64px; gap: 4px 14px; align-items: baseline; padding: 12px 0 12px 22px; position: relative; list-style: none; }
.key > summary::-webkit-details-marker { display: none; }
.key > summary::before { content: ""; position: absolute; left: 4px; top: 20px; width: 6px; height: 6px; border: solid var(--muted); border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg); transition: transform 0.12s; }
.key[open] > summary::before { transform: rotate(45deg); }
.key > summary:hover { background: var(--hair); }
.key .who { font-weight: 600; } .key .tier, .key .unit { color: var(--muted); font-size: 13px; }
.key .evidence { padding: 4px 0 22px 22px; }
.criteria { font-size: 13.5px; min-width: 620px; } .criteria tbody th { white-space: nowrap; font-weight: 500; } .criteria td, .criteria th { padding-top: 6px; padding-bottom: 6px; }
.account { border-top: 1px solid var(--line); padding: 28px 0 8px; } .intro + .account { border-top: 0; padding-top: 4px; }
.account h3 { margin: 0; font-size: 18px; } .account header { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: baseline; margin-bottom: 14px; } .account .badges { margin: 0; display: flex; flex-wrap: wrap; gap: 4px 7px; align-items: center; }
.account:target { scroll-margin-top: 12px; } .account:target h3 { color: var(--accent); }
.open { margin: 18px 0 4px; display: grid; gap: 6px; }
.timeline { border-left: 2px solid var(--line); margin-left: 4px; padding-left: 20px; display: grid; gap: 9px; }
.timeline li { position: relative; display: grid; grid-template-columns: 142px minmax(0, 1fr); gap: 2px 14px; font-size: 14px; }
.timeline li::before { content: ""; position: absolute; left: -25.5px; top: 7px; width: 9px; height: 9px; border-radius: 50%; background: var(--paper); box-shadow: inset 0 0 0 2px var(--muted); }
.timeline li.good::before { background: var(--good); box-shadow: none; } .timeline li.warn::before { background: var(--warn); box-shadow: none; } .timeline li.bad::before { background: var(--bad); box-shadow: none; } .timeline li.end::before { background: var(--muted); box-shadow: none; }
.timeline li { color: inherit; } .timeline .when { color: var(--muted); white-space: nowrap; } .timeline .what { overflow-wrap: anywhere; }
.findings { display: grid; gap: 16px; } .findings li { display: grid; grid-template-columns: 120px minmax(0, 1fr); gap: 12px; align-items: start; } .findings li > .badge { justify-self: start; margin-top: 2px; } .findings p { margin: 0 0 2px; overflow-wrap: anywhere; }`

const account = `
.map { display: block; font-size: 11.5px; } .scroll > .map { margin: 0; max-width: none; }
.map .company { fill: none; stroke: var(--line); } .map .company-name { fill: var(--muted); font-size: 12.5px; font-weight: 600; }
.map .card { fill: var(--paper); stroke: var(--muted); stroke-width: 1; }
.map .confirmed .card { stroke: var(--accent); stroke-width: 1.8; } .map .recommended .card { stroke: var(--accent); stroke-width: 1.2; }
.map .empty .card { fill: none; stroke: var(--warn); stroke-width: 1.5; stroke-dasharray: 5 4; }
.map .left .card { fill: var(--hair); stroke: var(--line); } .map .left text { fill: var(--muted); } .map .left .name { text-decoration: line-through; } .map .cross { stroke: var(--bad); stroke-width: 1.2; opacity: 0.55; fill: none; }
.map .way .card { fill: var(--accent-2); stroke-width: 3; }
.map text { fill: var(--ink); font-size: 11.5px; } .map .name { font-size: 13px; font-weight: 600; } .map .quiet, .map .neutral { fill: var(--muted); } .map .way .quiet, .map .way .neutral { fill: var(--ink); }
.map .supporter { fill: var(--good); } .map .sceptic { fill: var(--warn); } .map .opponent { fill: var(--bad); }
.map .veto { fill: var(--warn-soft); stroke: var(--warn); } .map .veto-word { fill: var(--warn); font-size: 11px; font-weight: 650; text-anchor: middle; }
.map .track { fill: var(--hair); } .map .warm { fill: var(--accent); }
.map .line path { fill: none; stroke: var(--muted); stroke-width: 1.2; stroke-linejoin: round; } .map .line .head { fill: var(--muted); stroke: none; }
.map .line.way path { stroke: var(--accent); stroke-width: 3; } .map .line.way .head { fill: var(--accent); stroke: none; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 20px; margin: 12px 0 4px; font-size: 13px; color: var(--muted); } .legend li { display: flex; gap: 8px; align-items: center; }
.held { display: block; } .held + .held { margin-top: 4px; } .broad { min-width: 780px; } .broad td, .broad th { vertical-align: top; } .d { white-space: nowrap; } .parts { max-width: 480px; }
.heat td.c { border-bottom: 2px solid var(--paper); } .heat .of { display: block; font-size: 12px; } .heat .tint-1 { background: var(--hair); } .heat .tint-2 { background: var(--accent-2); } .heat .tint-3 { background: var(--accent-3); } .heat .tint-4 { background: var(--accent-4); }
.heat tbody td:last-child { white-space: nowrap; } .heat td, .heat th { padding-left: 10px; padding-right: 10px; } .heat th:first-child { padding-left: 0; }
.months td, .months th { padding-top: 5px; padding-bottom: 5px; } td .reasons { margin-left: 0; max-width: 220px; } td.n .reasons { margin-left: auto; }
.scroll + .scroll { margin-top: 24px; }
tbody th .muted { font-weight: 400; }
header.page .badges { margin: 0; } .risk { font-weight: 550; }`

const small = `
@media (min-width: 900px) { .scroll > .map.snug { max-width: 100%; height: auto; } }
@media (max-width: 1060px) {
  .layout { display: block; padding: 0 24px; }
  nav { position: static; padding: 20px 0 0; max-height: none; } nav .brand { margin-bottom: 8px; } nav ol { display: flex; flex-wrap: wrap; gap: 2px 4px; margin-left: -8px; } nav a { margin: 0; padding: 3px 8px; }
  main { padding-top: 28px; }
}
@media (max-width: 720px) {
  body { font-size: 15px; } .layout { padding: 0 14px; } section { padding: 22px 18px 24px; margin-top: 16px; border-radius: 10px; }
  h1 { font-size: 27px; } .lead { font-size: 16px; } .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 18px 20px; } .figures .value { font-size: 22px; }
  .chart.wide { display: none; } .chart.narrow { display: block; }
  .key > summary { display: flex; flex-wrap: wrap; gap: 2px 16px; } .key .who { flex-basis: 100%; } .key .evidence { padding-left: 0; }
  .timeline li { grid-template-columns: 1fr; } .findings li { grid-template-columns: 1fr; gap: 4px; }
}`

const print = `
@media print {
  :root { ${light} --ground: #fff; --shadow: none; }
  @page { margin: 16mm 14mm; }
  body { font-size: 10pt; background: #fff; } nav, .skip, .more { display: none; } .layout { display: block; padding: 0; max-width: none; } main { padding: 0; }
  section { border: 0; padding: 0; margin: 22pt 0 0; border-radius: 0; } h1 { font-size: 22pt; } h2 { font-size: 14pt; border-bottom: 1px solid var(--line); padding-bottom: 4pt; margin-bottom: 8pt; }
  h2, h3, h4, caption, .intro, .lead { break-after: avoid; } tr, .key > summary, .timeline li, .findings li, figure { break-inside: avoid; } thead { display: table-header-group; }
  table { font-size: 8.5pt; } th, td { padding: 4pt 8pt 4pt 0; } .matrix { min-width: 0; border-spacing: 3pt; } .matrix tbody td { height: auto; padding: 6pt; } .closing, .criteria { min-width: 0; } .scroll { overflow: visible; margin: 0; padding: 0; } .scroll > .map { max-width: 100%; height: auto; } .broad { min-width: 0; } .d code { white-space: normal; }
  .key::details-content, .behind::details-content { content-visibility: visible; display: block; height: auto; }
  .key > summary { grid-template-columns: minmax(0, 1fr) 70pt 60pt 80pt 80pt 40pt; padding: 5pt 0; } .key > summary::before { display: none; }
  a { color: inherit; text-decoration: none; } * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}`

/** All of it, as the content of one style element. */
export const style = [base, layout, tables, pictures, parts, account, small, print].join("\n")
