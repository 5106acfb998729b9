import { expect, test } from 'vitest'
import { sampleSubscriber } from '@/lib/flows/sample'
import { changeOf, draftOf } from './edit-change'

const ada = { ...sampleSubscriber(), tags: ['vip'], fields: { roast: 'dark', cups: 3 }, user_group: 'Regulars' }
const now = draftOf(ada)

test('what was not touched is not said', () => {
  expect(changeOf(ada, now)).toBeNull()
  expect(changeOf(ada, { ...now, group: ' Regulars ' })).toBeNull()
})

test('only what differs is said, and what is gone is taken away', () => {
  const draft = { tags: ['new'], fields: ['cups: 3', 'origin: Kenya: AA'], group: '', unsubscribed: true }
  expect(changeOf(ada, draft)).toEqual({
    tags_add: ['new'],
    tags_remove: ['vip'],
    fields: { roast: null, origin: 'Kenya: AA' },
    user_group: null,
    unsubscribed: true,
  })
  expect(changeOf(ada, { ...now, fields: ['roast: light', 'cups: 3'] })).toEqual({ fields: { roast: 'light' } })
})
