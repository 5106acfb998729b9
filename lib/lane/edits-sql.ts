import { mostFields, mostTags } from '@/lib/subscribers/limits'

/*
 * What was said of a person, from `k.edits`: the words of all their parties as a JSON list, null where nobody said anything, as
 * mostly. Of two parties' words on one thing the newest wins; of two in one millisecond the larger value.
 */

export const tagsSql = `(
  select array_agg(t.name order by t.name collate "C")
  from (select w.name from (${words('tags')}) w where w.value = 'true' order by w.at collate "C" desc, w.name collate "C" limit ${mostTags}) t
)`

export const fieldsSql = `(
  select jsonb_object_agg(t.name, t.value)
  from (select w.* from (${words('fields')}) w where w.value <> 'null' order by w.at collate "C" desc, w.name collate "C" limit ${mostFields}) t
)`

/** When they unsubscribed; null when the newest word is that they are subscribed. */
export const unsubscribedSql = `(
  select case when w->'value' = 'true' then (w->>'at')::timestamptz end
  from jsonb_array_elements(k.edits) e cross join lateral (select e->'unsubscribed' as w) u
  where w is not null order by w->>'at' collate "C" desc, (w->>'value')::boolean desc limit 1
)`

/** Rows of user_group, at, of: to be taken with the groups that events gave. A null is a word as well. */
export const userGroupsSql = `
  select w->>'value' as user_group, (w->>'at')::timestamptz as at, '' as of
  from jsonb_array_elements(k.edits) e cross join lateral (select e->'user_group' as w) u
  where w is not null`

function words(kind: 'tags' | 'fields') {
  return `
    select distinct on (n.key) n.key as name, n.value->>'at' as at, n.value->'value' as value
    from jsonb_array_elements(k.edits) e cross join lateral jsonb_each(e->'${kind}') n
    order by n.key, n.value->>'at' collate "C" desc, (n.value->'value')::text collate "C" desc`
}
