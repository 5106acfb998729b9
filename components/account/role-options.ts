/** A role somebody may give, and in a sentence what it allows. */
export type RoleOption = { value: string; label: string; hint: string }

export const hintOf = (options: readonly RoleOption[], role: string) =>
  options.find(({ value }) => value === role)?.hint
