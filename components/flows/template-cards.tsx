import type { Mode } from '@/components/layout/mode'
import { NewFlow } from './new-flow'
import { StepIcon } from './step-icon'

export type TemplateWords = {
  key: string
  name: string
  /** What comes of it, in one line. */
  result: string
  /** What starts it: "Payment failed". */
  trigger: string
  /** Which kinds of steps it has. */
  kinds: readonly string[]
}

type TemplateCardsProps = {
  templates: readonly TemplateWords[]
  siteId: string
  mode: Mode
  /** Viewers read what there is; they make none. */
  mayManage: boolean
}

/** The templates of flows with what comes of each; a click makes a draft of one. */
export function TemplateCards({ templates, siteId, mode, mayManage }: TemplateCardsProps) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {templates.map(({ key, name, result, trigger, kinds }) => (
        <li key={key} className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-5">
          <p aria-hidden className="flex flex-wrap gap-1.5 text-muted">
            {kinds.map((kind) => (
              <span
                key={kind}
                className="flex size-7 items-center justify-center rounded-md border border-line bg-sunken"
              >
                <StepIcon kind={kind} />
              </span>
            ))}
          </p>
          <div className="flex-1">
            <h2 className="font-semibold text-lg">{name}</h2>
            <p className="mt-1 text-muted">{result}</p>
            <p className="mt-1 text-faint text-sm">When “{trigger}” is received</p>
          </div>
          {mayManage ? (
            <NewFlow
              siteId={siteId}
              mode={mode}
              name={name}
              template={key}
              label={`Use this template: ${name}`}
              className="self-start"
            >
              Use this template
            </NewFlow>
          ) : null}
        </li>
      ))}
      {mayManage ? (
        <li className="flex flex-col gap-3 rounded-lg border border-line-strong border-dashed p-5">
          <div className="flex-1">
            <h2 className="font-semibold text-lg">Start from scratch</h2>
            <p className="mt-1 text-muted">Choose the event, then add step by step what is done.</p>
          </div>
          <NewFlow siteId={siteId} mode={mode} name="New flow" className="self-start">
            Start from scratch
          </NewFlow>
        </li>
      ) : null}
    </ul>
  )
}
