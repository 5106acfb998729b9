import { catalogue, catalogueRow } from '@/lib/catalogue'
import { shapes } from '@/lib/catalogue/shapes'

/** Whether Stripe sends the charge itself with it: each of these tells the charge's money as a whole. */
export const isChargeEvent = (type: string) => catalogueRow(type)?.about === shapes.charge.about

/** The events that carry the same charge: what one of them leaves out, the next one tells. */
export const othersOfCharge = (type: string): string[] =>
  isChargeEvent(type)
    ? catalogue.flatMap((row) => (row.type !== type && isChargeEvent(row.type) ? [row.type] : []))
    : []
