import { z } from 'zod'
import { ApiError, endpoint, invalid, json, notFound } from '@/app/api/endpoint'
import { isOperator } from '@/lib/operator/access'
import { importRates } from '@/lib/rates/mutations'
import { parseRates } from '@/lib/rates/parse'

/** A field's error is one line of text; all problems are in `problems`. */
const mostSaid = 5

export const POST = endpoint(
  {
    summary: 'Import exchange rates as CSV (day,from,to,rate); for the operator of this installation only',
    allow: 'signed in',
    body: z.object({ csv: z.string() }),
    answer: z.object({ imported: z.number().int() }),
  },
  async ({ access, body }) => {
    // To everyone else this does not exist, like the operator page.
    if (!isOperator(access)) throw notFound()
    const { rates, problems } = parseRates(body.csv)
    if (problems.length > 0) throw wrong(problems)
    await importRates(rates, access.email)
    return json({ imported: rates.length })
  },
)

function wrong(problems: ReturnType<typeof parseRates>['problems']): ApiError {
  const said = problems.slice(0, mostSaid).map(({ line, says }) => `Line ${line}: ${says}`)
  const more = problems.length > mostSaid ? [`… and ${problems.length - mostSaid} more.`] : []
  const { status, code, message, extra } = invalid({ csv: [...said, ...more].join(' ') })
  return new ApiError(status, code, message, { ...extra, problems })
}
