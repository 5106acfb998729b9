import type { Fields } from '../types'
import { newId, type World } from '../world'

export type Charge = ReturnType<typeof newCharge>
export type PaymentIntent = ReturnType<typeof newPaymentIntent>

/** What a payment is about. `amount` is in minor units; `email` and `name` are what the buyer typed at the till. */
export type Payment = {
  amount: number
  currency: string
  customer: string | null
  email: string | null
  name: string | null
  receiptEmail: string | null
  description: string | null
  invoice: string | null
  metadata: Fields
}

export function newPaymentIntent(world: World, payment: Payment, captureMethod: 'automatic_async' | 'manual') {
  const id = newId(world, 'pi')
  return {
    id,
    object: 'payment_intent',
    amount: payment.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null as number | null,
    cancellation_reason: null as string | null,
    capture_method: captureMethod as string,
    client_secret: `${id}_secret_sandbox`,
    confirmation_method: 'automatic',
    created: world.now(),
    currency: payment.currency,
    customer: payment.customer,
    customer_account: null,
    description: payment.description,
    invoice: payment.invoice,
    last_payment_error: null as Fields | null,
    latest_charge: null as string | null,
    livemode: world.livemode,
    metadata: payment.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null as string | null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { installments: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: payment.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}

export function newCharge(world: World, intent: PaymentIntent, payment: Payment) {
  const id = newId(world, 'ch')
  return {
    id,
    object: 'charge',
    amount: payment.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null as string | null,
    billing_details: billingDetails(payment),
    calculated_statement_descriptor: 'SANDBOX',
    captured: false as boolean,
    created: world.now(),
    currency: payment.currency,
    customer: payment.customer,
    description: payment.description,
    destination: null,
    dispute: null as string | null,
    disputed: false as boolean,
    failure_balance_transaction: null,
    failure_code: null as string | null,
    failure_message: null as string | null,
    fraud_details: {},
    invoice: payment.invoice,
    livemode: world.livemode,
    metadata: payment.metadata,
    on_behalf_of: null,
    order: null,
    outcome: approved() as Fields,
    paid: true as boolean,
    payment_intent: intent.id,
    payment_method: newId(world, 'pm'),
    payment_method_details: cardDetails(payment.amount),
    radar_options: {},
    receipt_email: payment.receiptEmail,
    receipt_number: null,
    receipt_url: null as string | null,
    refunded: false as boolean,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
  }
}

function billingDetails(payment: Payment) {
  return {
    address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
    email: payment.email,
    name: payment.name,
    phone: null,
    tax_id: null,
  }
}

function approved() {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'approved_by_network',
    reason: null,
    risk_level: 'normal',
    risk_score: 12,
    seller_message: 'Payment complete.',
    type: 'authorized',
  }
}

function cardDetails(amount: number) {
  return {
    card: {
      amount_authorized: amount,
      authorization_code: null,
      brand: 'visa',
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      exp_month: 12,
      exp_year: 2034,
      extended_authorization: { status: 'disabled' },
      fingerprint: 'SandboxVisa4242x',
      funding: 'credit',
      incremental_authorization: { status: 'unavailable' },
      installments: null,
      last4: '4242',
      mandate: null,
      multicapture: { status: 'unavailable' },
      network: 'visa',
      network_token: { used: false },
      overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
      three_d_secure: null,
      wallet: null,
    },
    type: 'card',
  }
}
