import { expect, test } from 'vitest'
import { connectHref, connectHrefAsking, connectQueryOf } from './words'

test('what an install link asked for goes along through a page, and nothing else does', () => {
  const asked = { install: 'stripe', site: 's', mode: 'zzz', return_to: '/sites/s?a=1', team: 't', notice: ['a', 'b'] }
  expect(connectHrefAsking('t', connectQueryOf(asked))).toBe(
    '/account/teams/t/oauth/stripe_accounts/new?site=s&mode=zzz&return_to=%2Fsites%2Fs%3Fa%3D1',
  )
  expect(connectHrefAsking('t', connectQueryOf({ site: ['a', 'b'] }))).toBe(connectHref('t'))
})
