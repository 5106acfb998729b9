'use client'

import { ArrowDown, ArrowUp, CopyPlus, Ellipsis, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { buttonStyle } from '@/components/ui/button-style'
import { cn } from '@/components/ui/cn'
import { Popover, popoverItemStyle } from '@/components/ui/popover'
import { canMove, type Direction } from './edit-steps'
import { useEditor } from './editor-context'
import type { Steps } from './use-steps'

type StepActsProps = { id: string; number: string; steps: Steps }

/** Move, duplicate, remove. On a phone moving is in the menu, where a finger finds it. */
export function StepActs({ id, number, steps }: StepActsProps) {
  const { draft } = useEditor()
  const may = { up: canMove(draft.steps, id, 'up'), down: canMove(draft.steps, id, 'down') }
  const arrow = (direction: Direction) => (
    <Button
      variant="ghost"
      size="icon"
      data-part={direction}
      disabled={!may[direction]}
      aria-label={`Move step ${number} ${direction}`}
      title={`Move ${direction}`}
      className="max-sm:hidden"
      onClick={() => steps.move(id, direction, direction)}
    >
      {direction === 'up' ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />}
    </Button>
  )
  return (
    <div className="flex shrink-0 p-2 pl-0 max-sm:p-0.5">
      {arrow('up')}
      {arrow('down')}
      <Popover
        label={`Step ${number}`}
        buttonLabel={`More about step ${number}`}
        align="end"
        className="min-w-44 p-1"
        buttonClassName={buttonStyle({ variant: 'ghost', size: 'icon' })}
        button={<Ellipsis aria-hidden />}
      >
        {(close) => {
          const item = (label: string, icon: React.ReactNode, act: () => void, look = '') => (
            <button
              type="button"
              className={cn(popoverItemStyle, look)}
              onClick={() => {
                close()
                act()
              }}
            >
              {icon}
              {label}
            </button>
          )
          return (
            <>
              {may.up
                ? item('Move up', <ArrowUp aria-hidden />, () => steps.move(id, 'up', 'line'), 'sm:hidden')
                : null}
              {may.down
                ? item('Move down', <ArrowDown aria-hidden />, () => steps.move(id, 'down', 'line'), 'sm:hidden')
                : null}
              {item('Duplicate', <CopyPlus aria-hidden />, () => steps.duplicate(id))}
              {item('Remove', <Trash2 aria-hidden />, () => steps.remove(id), 'text-bad')}
            </>
          )
        }}
      </Popover>
    </div>
  )
}
