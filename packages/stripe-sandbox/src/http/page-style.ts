/** The pages' whole style sheet; inline, and let through by its hash alone. */
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
.good{color:var(--good);background:var(--good-bg)}
.bad{color:var(--bad);background:var(--bad-bg)}
.wait{color:var(--wait);background:var(--wait-bg)}
.empty{padding:40px 20px;text-align:center;color:var(--soft)}
.pages{display:flex;gap:16px;margin-top:18px}
.tabs{display:flex;flex-wrap:wrap;gap:6px;margin:0 0 24px}
.tabs a{padding:7px 14px;border-radius:999px;border:1px solid var(--line);background:var(--card);color:var(--soft);text-decoration:none;font-weight:600;font-size:14px}
.tabs a[aria-current]{background:var(--accent);border-color:var(--accent);color:var(--bg)}
.tabs a:hover{color:var(--ink)}
.tabs a[aria-current]:hover{color:var(--bg)}
.dialog{display:grid;place-items:center;min-height:100vh;padding:20px}
.panel{width:100%;max-width:420px;padding:32px;background:var(--card);border:1px solid var(--line);border-radius:16px}
.panel p{margin:0 0 12px}
.eyebrow{font-size:13px;font-weight:600}
.sum{margin-top:16px;color:var(--ink);font-size:34px;font-weight:700;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
dl{margin:16px 0 24px}
dl div{display:flex;justify-content:space-between;gap:16px;padding:9px 0;border-top:1px solid var(--line)}
dt{color:var(--soft)}
dd{margin:0;min-width:0;overflow-wrap:anywhere;text-align:right}
.buttons{display:grid;grid-template-columns:1fr 1fr;gap:12px;margin-bottom:20px}
button{width:100%;padding:13px;border:1px solid var(--line);border-radius:10px;background:transparent;color:var(--ink);font:600 15px system-ui,sans-serif;cursor:pointer}
.primary{border-color:var(--accent);background:var(--accent);color:var(--bg)}
button:focus-visible,a:focus-visible,.table:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.fine{font-size:13px}
`
