import type { Scalar, Variable, Variables } from './variables'

/** What of the tree a path leads to. Own names only, so that no name leads out of it (DA-04). */
export type Found = Variable | Variables[keyof Variables] | undefined

export const follow = (variables: Variables, names: readonly string[]): Found =>
  names.reduce<unknown>((value, name) => (isTree(value) && Object.hasOwn(value, name) ? value[name] : undefined), {
    ...variables,
  }) as Found

/** The same for a path as conditions write it: what stands behind an open prefix is one name, whatever is in it. */
export function valueAt(variables: Variables, path: string): Scalar | readonly string[] | undefined {
  const [, prefix, name] = /^(event\.metadata|subscriber\.fields)\.(.+)$/s.exec(path) ?? []
  const names = prefix !== undefined && name !== undefined ? [...prefix.split('.'), name] : path.split('.')
  const found = follow(variables, names)
  return isTree(found) ? undefined : (found as Scalar | readonly string[] | undefined)
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
