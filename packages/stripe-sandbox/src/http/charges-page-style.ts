/** The page's whole style sheet; inline, and let through by its hash alone. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1a2230;--soft:#5b6678;--line:#e3e7ee;--accent:#4f46e5;
--good:#0a7a45;--good-bg:#e2f6ea;--bad:#b3261e;--bad-bg:#fde8e6;--wait:#8a5a00;--wait-bg:#fff2d6}
@media (prefers-color-scheme:dark){:root{--bg:#10141c;--card:#181e29;--ink:#e8ecf3;--soft:#9aa6b8;--line:#2a3342;
--accent:#a5b4fc;--good:#6ee7a8;--good-bg:#12352a;--bad:#ffa39b;--bad-bg:#43201e;--wait:#fbd38d;--wait-bg:#3d2f12}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:1440px;margin:0 auto;padding:32px 20px 64px}
h1{margin:0;font-size:26px;letter-spacing:-.02em}
p{margin:4px 0 24px;color:var(--soft)}
a{color:var(--accent)}
.totals{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:14px;margin:0 0 24px;padding:0;list-style:none}
.totals li,.table{background:var(--card);border:1px solid var(--line);border-radius:12px}
.totals li{padding:16px 18px}
.totals strong{display:block;font-size:22px;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
.totals span{color:var(--soft)}
.table{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:11px 16px;text-align:left;white-space:nowrap}
th{color:var(--soft);font-size:12px;font-weight:600;letter-spacing:.04em;text-transform:uppercase}
td{border-top:1px solid var(--line)}
.amount{text-align:right;font-weight:600}
code{font:13px ui-monospace,monospace;color:var(--soft)}
.state{padding:3px 10px;border-radius:999px;font-size:13px;font-weight:600}
.captured{color:var(--good);background:var(--good-bg)}
.declined{color:var(--bad);background:var(--bad-bg)}
.authorized,.released{color:var(--wait);background:var(--wait-bg)}
.empty{padding:40px 20px;text-align:center;color:var(--soft)}
nav{display:flex;gap:16px;margin-top:18px}
`
