/** The demo merchants: one Stripe account each, with a live and a test side. */
export type Merchant = {
  id: string
  name: string | null
  country: string
  currency: string
  email: string
  timezone: string
}

export const merchants: readonly Merchant[] = [
  {
    id: 'acct_1SbxAcmeRoasters',
    name: 'Acme Coffee Roasters',
    country: 'US',
    currency: 'usd',
    email: 'billing@acme.example',
    timezone: 'America/New_York',
  },
  {
    id: 'acct_1SbxLumiereStud',
    name: 'Studio Lumière',
    country: 'FR',
    currency: 'eur',
    email: 'bonjour@lumiere.example',
    timezone: 'Europe/Paris',
  },
  {
    id: 'acct_1SbxKikuBooks00',
    name: 'Kiku Books',
    country: 'JP',
    currency: 'jpy',
    email: 'hello@kiku.example',
    timezone: 'Asia/Tokyo',
  },
  {
    id: 'acct_1SbxNorthwindGB',
    name: 'Northwind Outdoor',
    country: 'GB',
    currency: 'gbp',
    email: 'shop@northwind.example',
    timezone: 'Europe/London',
  },
  {
    id: 'acct_1SbxPearlTradin',
    name: null,
    country: 'KW',
    currency: 'kwd',
    email: 'owner@pearl.example',
    timezone: 'Asia/Kuwait',
  },
]

export function merchantOf(id: string): Merchant | undefined {
  return merchants.find((merchant) => merchant.id === id)
}

/** What a merchant is called where it has given itself no name. */
export function displayName(merchant: Merchant): string {
  return merchant.name ?? merchant.email
}
