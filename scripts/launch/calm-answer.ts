import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiError, refusal } from '@/app/api/answers'
import { calmPage } from '@/app/oauth/calm-page'
import { nonceHeader, requestIdHeader, securityHeaders } from '@/security-headers'

const answers = {
  unreadable: {
    status: 400,
    code: 'bad_address',
    title: 'This address cannot be read',
    text: 'It contains a % sign that is followed by something else than it should be. Check the link.',
  },
  method: {
    status: 405,
    code: 'method_not_allowed',
    title: 'This cannot be asked for',
    text: 'The method of the request is not taken here.',
  },
  broken: {
    status: 500,
    code: 'broken',
    title: 'Something broke',
    text: 'Something broke on our side; your data is safe.',
  },
} as const

/** What the server says where Next is not asked, or failed: as safe as any page, JSON below /api, and with a reference. */
export async function answerCalmly(req: IncomingMessage, res: ServerResponse, what: keyof typeof answers) {
  const path = (req.url ?? '').split('?', 1)[0] ?? ''
  const nonce = randomBytes(16).toString('base64')
  const requestId = `req_${randomBytes(12).toString('hex')}`
  const answer = /^\/api(?:\/|$)/.test(path) ? inJson(what, requestId) : asPage(what, nonce, requestId)
  const safety = securityHeaders({ path, nonce, requestId, appUrl: process.env.APP_URL, development: false })
  const body = await answer.text()
  res.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    ...safety,
    'content-length': Buffer.byteLength(body),
  })
  res.end(body)
}

function inJson(what: keyof typeof answers, requestId: string) {
  const { status, code, title, text } = answers[what]
  return refusal(new ApiError(status, code, status === 500 ? text : `${title}. ${text}`), requestId)
}

function asPage(what: keyof typeof answers, nonce: string, requestId: string) {
  const headers = { [nonceHeader]: nonce, [requestIdHeader]: requestId }
  const links = [{ href: '/', label: 'Go to your site' }]
  return calmPage(new Request('http://localhost/', { headers }), { ...answers[what], links })
}
