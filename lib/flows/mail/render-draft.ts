import type { Rendered } from '../texts'
import { broken } from '../texts/problem'
import type { Variables } from '../variables'
import { inTurn } from './in-turn'
import { type EmailText, type RenderedMail, renderMail, type Sender } from './render-mail'
import { weightProblem } from './weight'

/** A mail of a draft, put together in its turn as those of runs are; nobody has published it yet, so its weight is looked at here. */
export async function renderDraft(
  step: EmailText,
  variables: Variables,
  sender: Sender,
): Promise<Rendered<RenderedMail>> {
  const problem = await weightProblem(step.body)
  return problem === null ? inTurn(() => renderMail(step, variables, sender)) : broken(problem)
}
