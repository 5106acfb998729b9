/** Texts with variables: what they may contain, and how they are written (DA-04, FL-10). Server code: LiquidJS is too large for a page. */
export type { Rendered, TextProblem } from './problem'
export { textProblems, type UsedVariable, variablesIn } from './problems'
export { type Place, render } from './render'
