import { describe, expect, test } from 'vitest'
import { personChangeOf, renderChange } from './change'
import type { StepOf } from './definition'
import { renderRequest } from './request'
import type { Variables } from './variables'

const variables: Variables = {
  event: { plan: 'Pro "Max"' },
  subscriber: { tags: ['a'], email: 'a+b@x.example' },
  site: {},
}
const http: StepOf<'http'> = {
  id: 'http',
  kind: 'http',
  method: 'POST',
  url: 'https://a.example',
  headers: [],
  body: '',
}
const request = (more: Partial<StepOf<'http'>>) => renderRequest({ ...http, ...more }, variables)

describe('requests', () => {
  test('JSON stays JSON, and everything else is text', () => {
    expect(request({ body: '{"plan": "{{ event.plan }}", "tags": {{ subscriber.tags }}}' })).toMatchObject({
      ok: true,
      value: { body: '{"plan": "Pro \\"Max\\"", "tags": ["a"]}', type: 'application/json' },
    })
    expect(request({ body: '{{ event.plan }}' })).toMatchObject({
      value: { body: 'Pro "Max"', type: 'text/plain; charset=utf-8' },
    })
    expect(request({ body: ' ' })).toMatchObject({ value: { body: null, type: null } })
    expect(request({ body: '{"a": "{{ event.plan }}"' })).toMatchObject({ ok: false, reason: 'template_broken' })
  })

  test('values are a part of the address, and one line of a header', () => {
    const headers = [{ name: 'X-Plan', value: '{{ event.plan }}' }]
    expect(request({ url: ' https://a.example/{{ subscriber.email }}', headers })).toMatchObject({
      value: { url: 'https://a.example/a%2Bb%40x.example', headers: [{ name: 'X-Plan', value: 'Pro "Max"' }] },
    })
    expect(request({ headers: [{ name: 'X-A', value: 'Žofie' }] })).toMatchObject({
      ok: false,
      reason: 'template_broken',
    })
  })

  test('FL-10 a missing variable stops it, wherever it is', () => {
    const missing = '{{ subscriber.plan }}'
    for (const more of [
      { url: `https://a.example/${missing}` },
      { body: missing },
      { headers: [{ name: 'A', value: missing }] },
    ]) {
      expect(request(more)).toMatchObject({ ok: false, reason: 'variable_missing' })
    }
  })
})

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
