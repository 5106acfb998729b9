import { type Merchant, merchantOf, merchants } from '../merchants'
import { isConnected, type Mode, type State } from '../state'
import type { Fields } from '../story/types'

/** A standard account as the API shows it to the platform. */
export function accountObject(merchant: Merchant): Fields {
  return {
    id: merchant.id,
    object: 'account',
    business_profile: { mcc: null, name: merchant.name, product_description: null, support_email: null, url: null },
    business_type: null,
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    controller: { is_controller: false, type: 'account' },
    country: merchant.country,
    created: 1_735_689_600,
    default_currency: merchant.currency,
    details_submitted: true,
    email: merchant.email,
    external_accounts: {
      object: 'list',
      data: [],
      has_more: false,
      total_count: 0,
      url: `/v1/accounts/${merchant.id}/external_accounts`,
    },
    future_requirements: null,
    metadata: {},
    payouts_enabled: true,
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      dashboard: { display_name: merchant.name, timezone: merchant.timezone },
      payments: { statement_descriptor: null },
    },
    type: 'standard',
  }
}

/** The platform's own account. */
export function platformAccount(state: State): Fields {
  const self = {
    id: 'acct_1SbxPlatform0000',
    name: state.config.applicationName,
    country: 'US',
    currency: 'usd',
    email: 'platform@sandbox.example',
    timezone: 'Etc/UTC',
  }
  return accountObject(self)
}

export function connectedAccount(state: State, id: string, mode: Mode): Merchant | undefined {
  return isConnected(state, id, mode) ? merchantOf(id) : undefined
}

export function connectedAccounts(state: State, mode: Mode): Fields[] {
  return merchants.filter(({ id }) => isConnected(state, id, mode)).map(accountObject)
}
