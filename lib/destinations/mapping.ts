import { contactFields, type DestinationKind, type Mapping } from './destination'

/** The names a contact's fields go out under: the team's own choice, else the kind's. Null = the field is not sent. */
export function mappingOf(
  kind: Pick<DestinationKind, 'mapping'>,
  chosen: Readonly<Record<string, string | null>>,
): Mapping {
  const own = kind.mapping
  return Object.fromEntries(
    contactFields.map((field) => [field, field in chosen ? (chosen[field] ?? null) : (own?.[field] ?? null)]),
  ) as Mapping
}
