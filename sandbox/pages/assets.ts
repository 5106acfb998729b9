/** The sandbox's own sheet: paper, ink, hairlines; violet where Sluice is teal, so nobody mixes up the two. */
export const css = `
:root {
  color-scheme: light dark;
  --paper: light-dark(oklch(98.2% 0.006 300), oklch(18% 0.012 300));
  --surface: light-dark(oklch(100% 0 0), oklch(21.5% 0.014 300));
  --line: light-dark(oklch(89% 0.012 300), oklch(33% 0.018 300));
  --control: light-dark(oklch(62% 0.02 300), oklch(58% 0.02 300));
  --ink: light-dark(oklch(24% 0.02 300), oklch(94% 0.008 300));
  --muted: light-dark(oklch(46% 0.02 300), oklch(74% 0.015 300));
  --accent: light-dark(oklch(45% 0.16 295), oklch(78% 0.11 295));
  --on-accent: light-dark(oklch(99% 0.005 300), oklch(20% 0.03 300));
  --soft: light-dark(oklch(95% 0.022 295), oklch(28% 0.04 295));
  --good: light-dark(oklch(44% 0.1 155), oklch(78% 0.12 155));
  --warn: light-dark(oklch(48% 0.1 70), oklch(80% 0.11 80));
  --bad: light-dark(oklch(48% 0.16 27), oklch(76% 0.13 25));
}
* { box-sizing: border-box; }
html { font: 14px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; -webkit-text-size-adjust: 100%; }
body { accent-color: var(--accent); margin: 0; background: var(--paper); color: var(--ink); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; text-wrap: balance; }
h2 { font-size: 1rem; margin: 0 0 .75rem; display: inline-block; }
p { margin: 0 0 .75rem; }
a { color: var(--accent); text-underline-offset: 2px; }
code, pre { font: .9em/1.5 ui-monospace, "Liberation Mono", monospace; }
pre { overflow: auto; margin: 0; max-height: 70vh; }
.quiet, time { color: var(--muted); font-weight: 400; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: .5rem; top: .5rem; background: var(--surface); padding: .5rem; z-index: 2; }
.band { display: block; margin: 0; padding: .5rem 1rem; text-align: center; background: var(--accent); color: var(--on-accent); }
main { margin: 0 auto; padding: 1.5rem 1rem 4rem; }
main.wide { max-width: 1200px; }
main.narrow { max-width: 520px; padding-top: 3rem; }
.card { display: block; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.25rem 1.25rem; margin: 0 0 1rem; min-width: 0; }
.top { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: start; }
.modes { display: flex; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; background: var(--surface); }
.modes a, .accounts-nav a { padding: .4rem .8rem; text-decoration: none; color: var(--muted); min-height: 36px; display: inline-flex; gap: .4rem; align-items: center; }
.modes a[aria-current] { background: var(--soft); color: var(--ink); font-weight: 600; }
.modes a.test[aria-current] { background: light-dark(oklch(93% 0.06 80), oklch(34% 0.06 75)); }
.accounts-nav { display: flex; flex-wrap: wrap; gap: 0 .25rem; border-bottom: 1px solid var(--line); margin: .25rem 0 1rem; }
.accounts-nav a[aria-current] { color: var(--ink); font-weight: 600; box-shadow: inset 0 -2px var(--accent); }
.dot { width: 8px; height: 8px; border-radius: 50%; background: var(--good); }
.connection { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; margin: 0 0 1rem; overflow-wrap: anywhere; }
.columns { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr) minmax(0, 400px); align-items: start; }
aside { position: sticky; top: 1rem; }
#log { max-height: 62vh; overflow: auto; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: .6rem .75rem; margin-bottom: .9rem; }
.field { display: grid; gap: .2rem; align-content: start; min-width: 0; }
.field.wide { grid-column: span 2; }
.field label { font-weight: 500; font-size: .93rem; }
input:not([type=checkbox], [type=radio]), select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--control); border-radius: 6px; padding: .4rem .5rem; width: 100%; min-height: 36px; }
button { font: inherit; font-weight: 500; color: var(--ink); background: var(--surface); border: 1px solid var(--control); border-radius: 6px; padding: .4rem .8rem; min-height: 36px; cursor: pointer; }
button:hover { background: var(--soft); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.primary:hover { filter: brightness(1.08); }
button.small { min-height: 28px; padding: .15rem .5rem; font-size: .86rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
.signed-in { align-items: center; justify-content: space-between; flex-wrap: nowrap; }
.signed-in p { margin: 0; }
.signed-in button { flex: none; }
.box { display: flex; gap: .5rem; align-items: center; min-height: 32px; }
.switches .fields { margin-top: .6rem; }
summary { cursor: pointer; }
details:not([open]) h2 { margin-bottom: 0; }
fieldset { border: 0; padding: 0; margin: 0 0 1rem; }
legend { font-weight: 600; margin-bottom: .5rem; padding: 0; }
.choice { display: flex; gap: .75rem; align-items: center; border: 1px solid var(--line); border-radius: 6px; padding: .6rem .75rem; margin-bottom: .4rem; cursor: pointer; overflow-wrap: anywhere; }
.choice:has(:checked) { border-color: var(--accent); background: var(--soft); }
.choice .quiet { font-size: .86rem; }
.mode { border-radius: 4px; padding: .15rem .5rem; font-weight: 600; background: var(--soft); }
.mode.test { background: light-dark(oklch(93% 0.06 80), oklch(34% 0.06 75)); }
.notice { position: fixed; inset: auto 1rem 1rem; margin: 0 auto; width: fit-content; max-width: calc(100vw - 2rem); background: var(--soft); border: 1px solid var(--accent); border-radius: 8px; padding: .6rem 1rem; z-index: 1; }
.problem { color: var(--bad); font-weight: 500; }
.problem::before { content: "✕ " / ""; }
.log { list-style: none; margin: 0; padding: 0; }
.log li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; align-items: center; padding: .45rem 0; border-top: 1px solid var(--line); }
.log li:first-child { border-top: 0; }
.log .what { overflow-wrap: anywhere; }
.log time { font-size: .86rem; font-variant-numeric: tabular-nums; }
.log form { grid-row: 1 / 3; grid-column: 2; }
.log .how { font-size: .86rem; }
.status.delivered { color: var(--good); }
.status.retrying, .status.waiting { color: var(--warn); }
.status.failed { color: var(--bad); }
.status.kept { color: var(--muted); }
@media (max-width: 860px) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  aside { position: static; }
  button, input:not([type=checkbox], [type=radio]), select, .modes a, .accounts-nav a, .box { min-height: 44px; }
  button.small { min-height: 44px; padding-inline: .75rem; }
}
@media (max-width: 480px) {
  .card { padding: 1rem; }
  .fields { grid-template-columns: repeat(auto-fill, minmax(130px, 1fr)); }
}
`

/** Keeps the log fresh while the page is looked at, but never under a reader's pointer or focus. */
export const script = `
const log = document.getElementById('log')
if (log) setInterval(async () => {
  if (document.hidden || log.contains(document.activeElement) || log.matches(':hover')) return
  try {
    const response = await fetch(log.dataset.src)
    const text = await response.text()
    if (response.ok && text !== log.dataset.text) {
      log.innerHTML = text
      log.dataset.text = text
    }
  } catch {}
}, 1000)
`
