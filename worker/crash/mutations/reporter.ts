import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'
import type { Case } from './outcome'

/** Writes down what a guard's cases failed of. Vitest's own JSON has only stacks, and many do not tell that it was an assertion. */
export default class CasesReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const path = process.env.SLUICE_CASES
    if (path) writeFileSync(path, JSON.stringify(modules.flatMap(casesOf)))
  }
}

function casesOf(module: TestModule): Case[] {
  const cases = [...module.children.allTests()].map((test) => ({ title: test.name, ...test.result() }))
  // A hook that fails leaves its tests skipped; the error is the group's or the file's.
  const around = [module, ...module.children.allSuites()].flatMap((group) => group.errors())
  return [
    ...cases
      .filter(({ state }) => state === 'passed' || state === 'failed')
      .map(({ title, errors }) => ({ title, ran: true, errors: briefly(errors) })),
    ...(around.length > 0 ? [{ title: 'around the tests', ran: false, errors: briefly(around) }] : []),
  ]
}

const briefly = (errors: readonly { name?: string; message: string }[] = []) =>
  errors.map(({ name = 'Error', message }) => ({ name, message }))
