// SPDX-License-Identifier: Apache-2.0
#include <core/report/style.hpp>

namespace gantry::core::report {

const std::string_view style_sheet = R"css(
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --band: #f6f8fa;
  --accent: #0b5cad; --note: #eef5fd; --care: #8a4600; --care-band: #fff5e6; --good: #1a6b35;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171c; --ink: #e6e9ed; --soft: #a3adb8; --line: #39414b; --band: #1c2128;
    --accent: #6cb2f7; --note: #15273a; --care: #f2b56b; --care-band: #33260f; --good: #6fce8c;
  }
}
* { box-sizing: border-box; }
html { font-size: 16px; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif;
  line-height: 1.55; overflow-wrap: break-word;
}
header, main, footer { width: calc(100% - 3rem); max-width: 62rem; margin: 0 auto; }
header { padding: 2.5rem 0 1rem; margin-bottom: 1.5rem; border-bottom: 2px solid var(--accent); }
h1, h2, h3, h4 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
h1 { font-size: 1.953rem; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 1.563rem; margin: 2.5rem 0 0.75rem; }
h3 { font-size: 1.25rem; margin: 2rem 0 0.5rem; }
h4 { font-size: 1rem; margin: 1.5rem 0 0.5rem; }
p { margin: 0 0 1rem; max-width: 42rem; white-space: pre-line; }
.subtitle { margin: 0.35rem 0 0; color: var(--soft); font-size: 1.125rem; }
.notice {
  margin: 1.25rem 0; padding: 0.75rem 1rem; max-width: 42rem; border-left: 4px solid var(--accent);
  background: var(--note); border-radius: 0 4px 4px 0; white-space: pre-line;
}
.notice strong { color: var(--accent); }
.notice.warning { border-color: var(--care); background: var(--care-band); }
.notice.warning strong { color: var(--care); }
figure { margin: 1.75rem 0; }
figure img { display: block; max-width: 100%; height: auto; border-radius: 4px; background: #000; }
figure svg { display: block; max-width: 100%; height: auto; color: var(--ink); }
figcaption, caption { color: var(--soft); font-size: 0.9rem; line-height: 1.45; text-align: left; }
figcaption { margin-top: 0.6rem; max-width: 42rem; }
figcaption b, caption b { color: var(--ink); font-weight: 600; }
.scroll { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums lining-nums; min-width: 24rem; max-width: 100%; }
caption { padding-bottom: 0.5rem; max-width: 42rem; }
th, td { padding: 0.4rem 1.25rem 0.4rem 0.5rem; text-align: left; vertical-align: baseline; }
th:last-child, td:last-child { padding-right: 0.5rem; }
thead th { border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink); font-weight: 600; vertical-align: bottom; }
thead .unit { display: block; color: var(--soft); font-weight: 400; font-size: 0.9rem; }
tbody th { font-weight: 500; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 2px solid var(--ink); }
td.number, th.number { text-align: right; }
td.number { white-space: pre; }
details { margin: 2rem 0; border: 1px solid var(--line); border-radius: 6px; }
summary { padding: 0.75rem 1rem; cursor: pointer; font-weight: 600; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
summary span { color: var(--soft); font-weight: 400; }
.run { padding: 0.25rem 1rem 1.25rem; border-top: 1px solid var(--line); font-size: 0.9rem; }
.run h3 { font-size: 1.125rem; margin: 1rem 0 0.5rem; }
.run table { min-width: 0; }
.run .scroll { margin: 0.75rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.25rem; margin: 0.5rem 0 1rem; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.85em; overflow-wrap: anywhere; }
.good { color: var(--good); }
.care { color: var(--care); font-weight: 600; }
footer { margin: 3rem auto 0; padding-bottom: 2.5rem; color: var(--soft); font-size: 0.9rem; }
footer p { margin: 0 0 0.25rem; max-width: none; }
footer .line { border-top: 1px solid var(--line); padding-top: 1rem; }
@media (max-width: 40rem) {
  header, main, footer { width: calc(100% - 2rem); }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
}
@page { size: A4; margin: 18mm 16mm; }
@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff; --ink: #000000; --soft: #444444; --line: #bbbbbb; --band: #ffffff;
    --accent: #0b5cad; --note: #ffffff; --care: #8a4600; --care-band: #ffffff; --good: #1a6b35;
  }
  html { font-size: 10.5pt; }
  header, main, footer { width: auto; max-width: none; }
  header { padding-top: 0; }
  h1, h2, h3, h4 { break-after: avoid; }
  figure, tr, .notice { break-inside: avoid; }
  thead { display: table-header-group; }
  figure img { max-height: 150mm; width: auto; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  figure svg { max-width: 150mm; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .notice { border: 1px solid var(--line); border-left: 4px solid var(--accent); }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; }
}
)css";

}  // namespace gantry::core::report
