import { describe, expect, test } from 'vitest'
import { personChangeOf, renderChange } from './change'
import type { Variables } from './variables'

const variables: Variables = {
  event: { plan: 'Pro "Max"' },
  subscriber: { tags: ['a'], email: 'a+b@x.example' },
  site: {},
}
describe('changes', () => {
  test('are filled on one line, and said as subscribers take them', () => {
    const tag = renderChange({ what: 'add_tag', tag: ' {{ event.plan }}\n' }, variables)
    expect(tag).toEqual({ ok: true, value: { what: 'add_tag', tag: 'Pro "Max"' } })
    expect(tag.ok && personChangeOf(tag.value)).toEqual({ tags: { add: ['Pro "Max"'], remove: [] } })
    expect(personChangeOf({ what: 'field', name: 'city', value: '' })).toEqual({ fields: { city: null } })
    expect(personChangeOf({ what: 'user_group', group: '' })).toEqual({ user_group: null })
    expect(personChangeOf({ what: 'remove_tag', tag: 'x' })).toEqual({ tags: { add: [], remove: ['x'] } })
    expect(personChangeOf({ what: 'unsubscribe' })).toEqual({ unsubscribed: true })
  })

  test('what subscribers do not take is a problem with a sentence', () => {
    const long = { ...variables, event: { plan: 'x'.repeat(101) } }
    expect(renderChange({ what: 'add_tag', tag: '{{ event.plan }}' }, long)).toEqual({
      ok: false,
      reason: 'template_broken',
      says: 'At most 100 characters.',
    })
    expect(
      renderChange({ what: 'field', name: 'city', value: '{{ event.plan }}' }, { ...long, event: {} }),
    ).toMatchObject({
      reason: 'variable_missing',
    })
  })
})
