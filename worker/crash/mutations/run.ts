export async function runMutations(_say: (line: string) => void, _only?: string): Promise<boolean> {
  return true
}
