/** Counts as pages print them: "1,204". */
export const numbers = new Intl.NumberFormat('en')

/** "1 delivery", "12 deliveries". */
export const counted = (count: number, one: string, many: string) =>
  `${numbers.format(count)} ${count === 1 ? one : many}`
