/** Who acts: a person, an API key, or Sluice itself. `label` is what others read ("Mia changed this"). */
export interface Actor {
  kind: 'user' | 'api_key' | 'system'
  id: string | null
  label: string
}
