import type { Contact, Mapping } from '../destination'

/**
 * Loops has no tags: they are a text, `tags`, which its segments can look into. Whoever never had one has none there either. A team
 * that chose the name for something else keeps it.
 */
export function tagsOf({ tags, former_tags }: Contact, mapping: Mapping): { tags?: string | null } {
  if (tags.length + former_tags.length === 0 || Object.values(mapping).includes('tags')) return {}
  return { tags: tags.join(', ') || null }
}
