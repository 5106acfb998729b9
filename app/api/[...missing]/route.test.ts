import { expect, test } from 'vitest'
import { DELETE, GET, OPTIONS, PATCH, POST, PUT } from './route'

test.each([GET, POST, PUT, PATCH, DELETE, OPTIONS])(
  'an address the API does not have answers 404 as JSON, with a reference',
  async (missing) => {
    const response = await missing(
      new Request('http://localhost/api/v1/nothing', { headers: { 'x-request-id': 'req_1' } }),
    )
    expect(response.status).toBe(404)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({
      error: { code: 'not_found', message: 'Not found, or not yours.' },
      request_id: 'req_1',
    })
  },
)
