import { expect, test } from 'vitest'
import { parseForm } from './form'

test.each([
  ['email=a%40b.c&name=', { email: 'a@b.c', name: '' }],
  ['created[gte]=1&created[lt]=2', { created: { gte: '1', lt: '2' } }],
  ['expand[0]=customer&expand[1]=invoice', { expand: ['customer', 'invoice'] }],
  ['types[]=a&types[]=b', { types: ['a', 'b'] }],
  [
    'items[0][price]=p&items[0][quantity]=2&items[1][price]=q',
    { items: [{ price: 'p', quantity: '2' }, { price: 'q' }] },
  ],
  ['metadata[order id]=7', { metadata: { 'order id': '7' } }],
])('%s', (text, form) => {
  expect(parseForm(text)).toEqual(form)
})

test('a form cannot reach a prototype', () => {
  parseForm('__proto__[polluted]=1&a[__proto__][polluted]=1&constructor[prototype][polluted]=1')
  expect(({} as { polluted?: string }).polluted).toBeUndefined()
})
