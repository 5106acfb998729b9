import { expect, test } from 'vitest'
import { connectionTabs } from './tabs'

const labels = (role: Parameters<typeof connectionTabs>[2]) => connectionTabs('t', 'c', role).map(({ label }) => label)

test('marketers and viewers are not led to settings they may not change', () => {
  for (const role of ['owner', 'admin'] as const)
    expect(labels(role)).toEqual(['Connection', 'Settings', 'Events', 'Webhook events'])
  for (const role of ['marketer', 'viewer'] as const)
    expect(labels(role)).toEqual(['Connection', 'Events', 'Webhook events'])
})
