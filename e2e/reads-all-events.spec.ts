import { everyEvent } from '../lib/catalogue'
import { expect, test } from './support/story'

const all = `${everyEvent.length} events`

test('all events stand in the app, found by a word, each with a sample to copy', async ({ owner }) => {
  const { page } = owner
  const { team } = await owner.home()
  await page.goto(`/account/teams/${team.id}/apps/stripe`)
  await page.getByRole('link', { name: 'All events' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'All events' })).toBeVisible()
  await expect(page.getByText(all, { exact: true })).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search all events' }).fill('attempt recovered')
  await expect(page.getByText(`1 of ${all}`, { exact: true })).toBeVisible()
  await expect(page).toHaveURL(/q=attempt/)
  await expect(page.getByText('Follows from “Invoice paid”.')).toBeVisible()

  await page.getByRole('button', { name: 'Sample of Payment recovered' }).click()
  await expect(page.getByRole('region', { name: 'Sample of $PaymentRecovered' })).toContainText(
    '"type": "payment.recovered"',
  )

  await page.getByRole('searchbox', { name: 'Search all events' }).fill('no such thing')
  await page.getByRole('button', { name: 'Clear search' }).last().click()
  await expect(page.getByText(all, { exact: true })).toBeVisible()
})
