import { answer } from '../../next-http'

const own = async (request: Request, context: RouteContext<'/api/webhooks/stripe/[endpointKey]'>) =>
  answer(request, { kind: 'connection', endpointKey: (await context.params).endpointKey })

export { own as DELETE, own as GET, own as HEAD, own as OPTIONS, own as PATCH, own as POST, own as PUT }
