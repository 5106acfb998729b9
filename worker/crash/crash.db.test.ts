import { expect, test } from 'vitest'
import { bundleLauncher } from './bundle'
import { crash } from './crash'

const long = process.env.SLUICE_LONG === '1'

/**
 * Doors and workers are processes of their own, on a server of their own; one after the other they are killed, frozen, cut off
 * and refused. `npm run crash` is the same at full size.
 */
test('PR-06 PR-07 PR-09 PR-10 PR-11 IN-18 killed, frozen, restarted and refused under load: none lost, none twice, every figure exact', {
  timeout: 1_200_000,
}, async () => {
  const { launcher, remove } = await bundleLauncher()
  const result = await crash({
    seed: `short ${Date.now()}`,
    events: long ? 20_000 : 1_500,
    copies: 3,
    doors: 2,
    workers: 2,
    launcher,
    durable: false,
    perSecond: long ? 600 : 200,
    pauseMs: [2_000, 4_000],
    freezeMs: long ? 10_000 : 8_000,
    stormMs: 3_000,
    // A minute is not enough on a machine that is busy with something else; what never ends is told all the same.
    drainMs: 180_000,
    measured: { kills: 1, freezes: 1 },
    rageMs: long ? 600_000 : 15_000,
    say: (line) => console.info(line),
  }).finally(remove)
  console.info(JSON.stringify({ ...result, differences: result.differences.length }))

  expect(result.differences.slice(0, 20)).toEqual([])
  expect(result.diedAlone).toEqual([])
  expect(result.deeds.restarts).toBeGreaterThan(0)
  // 2 s and 5 s are the promise; the rest is for a machine that runs other things beside.
  const { calm, kill, freeze } = result.deeds.takeover
  const slack = 4_000 + 2 * Math.max(...calm)
  expect(Math.max(...kill)).toBeLessThan(2_000 + slack)
  expect(Math.max(...freeze)).toBeLessThan(5_000 + slack)
})
