import { addTag, defineTemplate, flowOn } from './template'

/** E-mail address and name follow Stripe by themselves; a flow adds what the team calls these people. */
export const syncCustomers = defineTemplate({
  key: 'sync-customers',
  name: 'Sync customers',
  result: 'Everybody who becomes a customer gets the user group “Customers” and a tag. No mail is sent.',
  definition: flowOn('customer.created', {
    cap: null,
    steps: [
      { id: 'group', kind: 'update', change: { what: 'user_group', group: 'Customers' } },
      addTag('tagged', 'stripe customer'),
    ],
  }),
})

export const syncCustomerChanges = defineTemplate({
  key: 'sync-customer-changes',
  name: 'Sync customer changes',
  result: 'When a customer changes at Stripe, a field follows: here the company from its metadata. No mail is sent.',
  note: 'Add a step for each field that is to follow; where the metadata says nothing, the field is emptied.',
  definition: flowOn('customer.updated', {
    cap: null,
    steps: [
      {
        id: 'company',
        kind: 'update',
        change: { what: 'field', name: 'company', value: '{{ event.metadata.company | default: "" }}' },
      },
    ],
  }),
})
