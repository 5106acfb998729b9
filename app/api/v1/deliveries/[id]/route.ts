import { z } from 'zod'
import { byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { deliveryDetailJson, deliveryDetailSchema } from '@/lib/deliveries/json'
import { findDelivery } from '@/lib/deliveries/queries'
import { can } from '@/lib/tenancy/roles'

export const GET = endpoint(
  {
    summary: 'A delivery with its attempts; what was said is for roles that may read raw payloads',
    allow: 'read',
    team: byParam('delivery'),
    params: z.object({ id: z.uuid() }),
    answer: deliveryDetailSchema,
  },
  async ({ access, params }) => {
    const delivery = await findDelivery(access.teamId, params.id)
    if (!delivery) throw notFound()
    return json(deliveryDetailJson(delivery, can(access.role, 'events.raw')))
  },
)
