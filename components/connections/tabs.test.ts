import { expect, test } from 'vitest'
import { connectionTabs } from './tabs'

const labels = (role: Parameters<typeof connectionTabs>[2]) => connectionTabs('t', 'c', role).map(({ label }) => label)

test('marketers and viewers are not led to a routing they may not change', () => {
  for (const role of ['owner', 'admin'] as const)
    expect(labels(role)).toEqual(['Connection', 'Routing', 'Event settings', 'Received'])
  for (const role of ['marketer', 'viewer'] as const)
    expect(labels(role)).toEqual(['Connection', 'Event settings', 'Received'])
})
