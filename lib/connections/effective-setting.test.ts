import { describe, expect, test } from 'vitest'
import { catalogue } from '@/lib/catalogue'
import { effectiveSetting, type SavedSetting } from './effective-setting'

const everythingOff: SavedSetting = {
  on: false,
  triggerFlows: false,
  updateSubscriber: false,
  fullName: true,
  userGroup: ' ',
  onDelete: 'nothing',
}

describe.each(catalogue)('$type', ({ type, defaults, locked }) => {
  test('follows the catalogue until someone chooses', () => {
    expect(effectiveSetting(type)).toMatchObject({
      on: locked || defaults.on,
      trigger_flows: defaults.triggerFlows,
      update_subscriber: defaults.updateSubscriber,
    })
  })

  test('a saved choice wins, but for what cannot be switched off', () => {
    expect(effectiveSetting(type, everythingOff)).toMatchObject({
      on: locked,
      trigger_flows: false,
      full_name: false,
      user_group: null,
      on_delete: type === 'customer.deleted' ? 'nothing' : null,
    })
  })
})

test('an event outside the catalogue is off, whatever is saved', () => {
  expect(effectiveSetting('no.such', { ...everythingOff, on: true })).toMatchObject({ type: 'no.such', on: false })
})
