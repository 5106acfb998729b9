import { answer } from '../next-http'

const platform = (request: Request) => answer(request, { kind: 'platform' })

export {
  platform as DELETE,
  platform as GET,
  platform as HEAD,
  platform as OPTIONS,
  platform as PATCH,
  platform as POST,
  platform as PUT,
}
