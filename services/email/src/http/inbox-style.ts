import { Html } from './html.ts'

/** Light and dark by `light-dark()`, one column on a phone. */
export const INBOX_STYLE = new Html(`
:root {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #16191d); --ground: light-dark(#f3f4f1, #0f1114); --ink: light-dark(#1b1f23, #e9ebe8);
  --soft: light-dark(#5c656d, #a0a8ae); --line: light-dark(#e1e4df, #2a2f35); --accent: light-dark(#0b6b58, #5fd0b4);
  --chosen: light-dark(#e4f1ed, #1b2f2b);
}
* { box-sizing: border-box; }
body { margin: 0; height: 100dvh; display: grid; grid-template-columns: minmax(260px, 340px) 1fr;
  font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
nav { overflow-y: auto; border-right: 1px solid var(--line); background: var(--paper); }
nav header { display: flex; align-items: baseline; justify-content: space-between; padding: 18px 18px 10px; }
h1 { margin: 0; font-size: 20px; letter-spacing: -0.01em; }
h1 a { color: inherit; text-decoration: none; }
.refresh, .download, .older { font-size: 13px; }
form { display: flex; gap: 8px; padding: 0 18px 14px; border-bottom: 1px solid var(--line); }
input, button { font: inherit; font-size: 14px; padding: 7px 10px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--ground); color: inherit; min-width: 0; }
input { flex: 1; }
button { cursor: pointer; }
ol { list-style: none; margin: 0; padding: 0; }
li a { display: grid; grid-template-columns: 1fr auto; gap: 1px 10px; padding: 12px 18px; color: inherit;
  text-decoration: none; border-bottom: 1px solid var(--line); border-left: 3px solid transparent; }
li a:hover { background: var(--ground); }
li a[aria-current] { background: var(--chosen); border-left-color: var(--accent); }
li span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.to { font-weight: 600; }
.subject, .address { grid-column: 1 / -1; }
.address, time, dt, .empty { color: var(--soft); font-size: 13px; }
.empty, .older { display: block; padding: 14px 18px; margin: 0; }
main { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
main > header { padding: 20px 26px 0; background: var(--paper); border-bottom: 1px solid var(--line); }
h2 { margin: 0 0 10px; font-size: 20px; line-height: 1.25; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 14px; margin: 0 0 14px; font-size: 14px; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font-size: 13px; }
.tabs { display: flex; gap: 20px; align-items: baseline; }
.tabs a { padding: 8px 0; text-decoration: none; color: var(--soft); border-bottom: 2px solid transparent; font-size: 14px; }
.tabs a[aria-current] { color: var(--ink); border-bottom-color: var(--accent); font-weight: 600; }
.tabs .download { margin-left: auto; color: var(--accent); }
iframe { flex: 1; width: 100%; border: 0; background: var(--ground); }
pre { flex: 1; margin: 0; padding: 22px 26px; overflow: auto; font: 13px/1.55 ui-monospace, monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.nothing { display: grid; place-items: center; text-align: center; color: var(--soft); }
@media (max-width: 720px) {
  body { display: block; height: auto; }
  nav { border-right: 0; border-bottom: 1px solid var(--line); max-height: 45dvh; }
  iframe { height: 80dvh; }
}
`)
