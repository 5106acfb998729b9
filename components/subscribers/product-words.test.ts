import { expect, test } from 'vitest'
import { productWords } from './product-words'

const sold = (productId: string, productName: string | null) => ({ items: [{ productId, productName }] })

test('products are named where there are several and each has a name', () => {
  const both = [sold('prod_pro', 'Pro'), sold('prod_seat', 'Extra seats')]
  expect(productWords(['prod_pro', 'prod_seat'], both)).toBe('Pro and Extra seats')
  expect(productWords(['prod_pro'], both)).toBeNull()
  expect(productWords([], both)).toBeNull()
  expect(productWords(['prod_pro', 'prod_seat'], [sold('prod_pro', 'Pro'), sold('prod_seat', null)])).toBeNull()
  expect(productWords(['prod_pro', 'prod_else'], both)).toBeNull()
})
