import { z } from 'zod'
import { byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { personChange } from '@/lib/subscribers/change'
import { changeByHand } from '@/lib/subscribers/change-by-hand'
import { subscriberJson, subscriberJsonSchema } from '@/lib/subscribers/json'
import { findSubscriber } from '@/lib/subscribers/queries'

export const GET = endpoint(
  {
    summary: 'One subscriber',
    allow: 'read',
    team: byParam('subscriber'),
    params: z.object({ id: z.uuid() }),
    answer: subscriberJsonSchema,
  },
  async ({ access, params }) => {
    const subscriber = await findSubscriber(access.teamId, params.id)
    if (!subscriber) throw notFound()
    return json(subscriberJson(subscriber))
  },
)

const { tags, fields, user_group, unsubscribed } = personChange.shape
const someTags = tags.unwrap().shape.add.optional()

export const PATCH = endpoint(
  {
    summary:
      'Give a subscriber tags, fields or a group, or unsubscribe them: what is left out stays, a field of null goes',
    allow: 'subscribers.edit',
    team: byParam('subscriber'),
    params: z.object({ id: z.uuid() }),
    body: z
      .strictObject({ tags_add: someTags, tags_remove: someTags, fields, user_group, unsubscribed })
      .refine((said) => Object.keys(said).length > 0, 'Say what to change.'),
    answer: z.object({ queued: z.literal(true) }),
  },
  async ({ access, params, body: { tags_add: add = [], tags_remove: remove = [], ...change } }) => {
    const tags = add.length + remove.length > 0 ? { add, remove } : undefined
    const known = await changeByHand(access.teamId, params.id, { ...change, tags }, access.actor)
    if (!known) throw notFound()
    return json({ queued: true })
  },
)
