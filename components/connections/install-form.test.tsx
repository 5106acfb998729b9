import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { InstallForm } from './install-form'

const form = (sandbox: boolean) =>
  renderToStaticMarkup(
    <InstallForm
      teamId="t"
      sites={[
        { id: 'a', name: 'Aaa' },
        { id: 'm', name: 'Main' },
      ]}
      modes={[{ livemode: true }]}
      defaultSiteId="m"
      sandbox={sandbox}
    />,
  )

test('nobody is told of real money where the sandbox stands in for Stripe', () => {
  expect(form(true)).not.toMatch(/real/i)
  expect(form(true)).toContain('invented customers')
  expect(form(false)).toContain('Real customers and real money.')
})

test('the team’s default site is chosen, not the first by name', () => {
  expect(form(false)).toContain('site=m&amp;mode=live')
})
