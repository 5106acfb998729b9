import { defineEvent, off } from './define'
import { shapes } from './shapes'

const creditNote = {
  object: 'credit_note',
  id: 'cn_ada',
  amount: 1000,
  currency: 'usd',
  customer: 'cus_ada',
  invoice: 'in_ada',
  lines: { object: 'list', data: [{ amount: 1000, description: 'Goodwill', quantity: 1 }], has_more: false },
  metadata: {},
  status: 'issued',
  total: 1000,
}

const item = {
  object: 'invoiceitem',
  id: 'ii_ada',
  amount: 1500,
  currency: 'usd',
  customer: 'cus_ada',
  description: 'Extra seats',
  invoice: null,
  metadata: {},
  pricing: { price_details: { price: 'price_seat', product: 'prod_seat' }, unit_amount_decimal: '500' },
  quantity: 3,
}
const grant = {
  object: 'billing.credit_grant',
  id: 'credgr_ada',
  customer: 'cus_ada',
  metadata: {},
  name: 'Welcome credit',
}

/** Details around invoices. Their money arrives as payments and refunds, so they start switched off. */
export const billing = [
  defineEvent({
    ...shapes.invoiceItem,
    type: 'invoiceitem.created',
    label: 'Invoice item added',
    why: 'Something was put on a customer’s next invoice.',
    group: 'invoices',
    advanced: true,
    defaults: off,
    example: item,
  }),
  defineEvent({
    ...shapes.invoiceItem,
    type: 'invoiceitem.deleted',
    label: 'Invoice item removed',
    why: 'Something was taken off a customer’s next invoice.',
    group: 'invoices',
    advanced: true,
    defaults: off,
    example: item,
  }),
  noted(
    'created',
    'Credit note issued',
    'A customer got credit for an invoice; money paid back arrives as a refund.',
    'issued',
  ),
  noted('updated', 'Credit note updated', 'A credit note changed.', 'issued'),
  noted('voided', 'Credit note voided', 'A credit note was cancelled.', 'void'),
  defineEvent({
    ...shapes.ofCustomer,
    type: 'billing.alert.triggered',
    label: 'Usage alert',
    why: 'A customer’s usage passed a limit you set: offer a larger plan.',
    group: 'more',
    advanced: true,
    defaults: off,
    example: {
      object: 'billing.alert_triggered',
      alert: { id: 'alrt_ada', title: 'Usage' },
      customer: 'cus_ada',
      value: 100,
    },
  }),
  defineEvent({
    ...shapes.creditTransaction,
    type: 'billing.credit_balance_transaction.created',
    label: 'Billing credit used or added',
    why: 'A customer’s billing credit went up or down.',
    group: 'more',
    advanced: true,
    defaults: off,
    example: { object: 'billing.credit_balance_transaction', id: 'cbtxn_ada', credit_grant: grant, type: 'credit' },
  }),
  defineEvent({
    ...shapes.ofCustomer,
    type: 'billing.credit_grant.created',
    label: 'Billing credit granted',
    why: 'A customer was given billing credit.',
    group: 'more',
    advanced: true,
    defaults: off,
    example: grant,
  }),
  defineEvent({
    ...shapes.ofCustomer,
    type: 'billing.credit_grant.updated',
    label: 'Billing credit changed',
    why: 'A billing credit was changed, voided or has expired.',
    group: 'more',
    advanced: true,
    defaults: off,
    example: grant,
  }),
  defineEvent({
    ...shapes.ofCustomer,
    type: 'billing_portal.session.created',
    label: 'Billing portal opened',
    why: 'A customer opened the page where plans and cards are changed: a sign of an upgrade, or of leaving.',
    group: 'more',
    advanced: true,
    defaults: off,
    example: { object: 'billing_portal.session', id: 'bps_ada', customer: 'cus_ada' },
  }),
]

function noted<const V extends string>(verb: V, label: string, why: string, status: string) {
  return defineEvent({
    ...shapes.creditNote,
    type: `credit_note.${verb}`,
    label,
    why,
    group: 'invoices',
    advanced: true,
    defaults: off,
    example: { ...creditNote, status },
  })
}
