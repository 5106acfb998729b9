export {
  divideHalfUp,
  fromDecimal,
  type Money,
  parseDecimalMinor,
  picosOf,
  roundPicos,
  toDecimal,
  toJsonNumber,
} from './decimal'
export { exponentOf } from './exponents'
export { formatMoney, moneyFormat } from './format'
