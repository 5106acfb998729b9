import { z } from 'zod'
import { byParam, endpoint, json, notFound, page } from '@/app/api/endpoint'
import { isCursor } from '@/lib/ledger/queries'
import { ledgerLineJson, ledgerLineJsonSchema } from '@/lib/subscribers/ledger-json'
import { findSubscriber } from '@/lib/subscribers/queries'
import { ledgerPage } from '@/lib/subscribers/read-lines'

export const GET = endpoint(
  {
    summary: 'The lines a subscriber’s lifetime value is made of, the last paid first, with the facts behind each',
    allow: 'read',
    team: byParam('subscriber'),
    params: z.object({ id: z.uuid() }),
    query: z.object({
      cursor: z.string().refine(isCursor, { message: 'This is no cursor of ours.' }).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: page(ledgerLineJsonSchema).extend({ reporting_currency: z.string().nullable() }),
  },
  async ({ access, params, query }) => {
    const subscriber = await findSubscriber(access.teamId, params.id)
    if (!subscriber) throw notFound()
    const reporting = subscriber.record.reportingCurrency
    const { rows, next } = await ledgerPage(access.teamId, subscriber.record, query)
    const data = rows.map((line) => ledgerLineJson(line, reporting))
    return json({ reporting_currency: reporting, data, next_cursor: next })
  },
)
