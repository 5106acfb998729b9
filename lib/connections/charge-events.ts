import { catalogueRow } from '@/lib/catalogue'
import { shapes } from '@/lib/catalogue/shapes'

/** Whether Stripe sends the charge itself with it: each of these tells the charge's money as a whole, so what one leaves out the next one tells. */
export const isChargeEvent = (type: string) => catalogueRow(type)?.about === shapes.charge.about
