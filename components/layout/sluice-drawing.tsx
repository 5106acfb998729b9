import { cn } from '@/components/ui/cn'
import { blocks, type Level, type SluiceStep } from './sluice-levels'

type DrawingProps = { step: SluiceStep; before: Level; after: Level; vertical?: boolean; className?: string }

/** Middle of the gate, from the start of its reach, and where the bed lies (px from the far edge). */
const gateAt = 28
const depth = 54

/**
 * One step of the line: the reach before it, its gate, the reach behind. Drawn once for both directions: `along` is
 * the way the water goes, `above` the height over its bed; on a phone the whole picture lies on its side.
 */
export function SluiceDrawing({ step, before, after, vertical = false, className }: DrawingProps) {
  const box = (part: { from: number; to?: number; low: number; high: number; round?: number }) => {
    const length = part.to === undefined ? '100%' : part.to - part.from
    const height = part.high - part.low
    return vertical
      ? { x: 10 + part.low, y: part.from, width: height, height: length, rx: part.round ?? 0 }
      : { x: part.from, y: depth - 8 - part.high, width: length, height, rx: part.round ?? 0 }
  }
  return (
    <svg
      aria-hidden="true"
      className={cn(
        'block',
        // One pixel over its own column, or a seam shows between two reaches.
        vertical ? 'absolute inset-x-0 top-0 h-[calc(100%+1px)] w-14' : 'h-[54px] w-[calc(100%+1px)]',
        className,
      )}
    >
      <rect {...box({ from: 0, low: -1, high: 0 })} className="fill-line-strong forced-colors:fill-[CanvasText]" />
      <Reach level={before} box={box} from={0} to={gateAt} vertical={vertical} />
      <Reach level={after} box={box} from={gateAt} vertical={vertical} />
      {step.gate === 'none' ? <Basin step={step} box={box} /> : <Gate step={step} box={box} vertical={vertical} />}
    </svg>
  )
}

type Box = (part: { from: number; to?: number; low: number; high: number; round?: number }) => {
  x: number
  y: number
  width: number | string
  height: number | string
  rx: number
}

type ReachProps = { level: Level; box: Box; from: number; to?: number | undefined; vertical: boolean }

function Reach({ level, box, from, to, vertical }: ReachProps) {
  if (level === 'dry') return null
  const high = level === 'held' ? 14 : 6
  const span = to === undefined ? { from } : { from, to }
  return (
    <>
      <rect
        {...box({ ...span, low: 0, high })}
        className={cn(
          'forced-colors:fill-[Highlight]',
          level === 'flow' && 'fill-water',
          level === 'still' && 'fill-water-soft',
          level === 'held' && 'fill-water-soft',
        )}
      />
      {level === 'held' ? <rect {...box({ ...span, low: 12.5, high: 14 })} className="fill-water" /> : null}
      {level === 'flow' ? (
        <>
          <Ripple height={4.2} dashes="11 31 5 17" {...{ box, from, to, vertical }} />
          <Ripple height={1.9} dashes="4 25 9 26" {...{ box, from, to, vertical }} />
        </>
      ) : null}
    </>
  )
}

type RippleProps = Omit<ReachProps, 'level'> & { height: number; dashes: string }

/** Light on the water, drifting the way it runs; the dashes sum to 64, the distance of one round of `.drift`. */
function Ripple({ box, from, to, vertical, height, dashes }: RippleProps) {
  const at = box({ from, low: height, high: height })
  const end = to ?? '100%'
  return (
    <line
      {...(vertical ? { x1: at.x, x2: at.x, y1: from, y2: end } : { x1: from, x2: end, y1: at.y, y2: at.y })}
      className="drift stroke-surface"
      strokeOpacity={0.5}
      strokeWidth={1.1}
      strokeLinecap="round"
      strokeDasharray={dashes}
    />
  )
}

function Gate({ step, box, vertical }: { step: SluiceStep; box: Box; vertical: boolean }) {
  const shut = blocks(step)
  const absent = step.state === 'absent'
  const frame = cn(absent ? 'fill-line-strong' : 'fill-muted', 'forced-colors:fill-[CanvasText]')
  const post = (at: number) => (
    <rect {...box({ from: at - 0.875, to: at + 0.875, low: -5, high: 38, round: 0.875 })} className={frame} />
  )
  return (
    <>
      {post(gateAt - 9)}
      {post(gateAt + 9)}
      <rect {...box({ from: gateAt - 13, to: gateAt + 13, low: 34.5, high: 36.25, round: 0.875 })} className={frame} />
      {absent ? null : (
        <g
          className={cn(
            'transition-transform duration-150',
            shut && (vertical ? '-translate-x-[18px]' : 'translate-y-[18px]'),
            paddle(step),
            'forced-colors:fill-[CanvasText]',
          )}
        >
          <rect {...box({ from: gateAt - 0.75, to: gateAt + 0.75, low: 30, high: shut ? 54 : 41, round: 0.75 })} />
          <rect {...box({ from: gateAt - 6.5, to: gateAt + 6.5, low: 17, high: 32, round: 1.5 })} />
        </g>
      )}
    </>
  )
}

/** A place without a gate: the water widens. */
function Basin({ step, box }: { step: SluiceStep; box: Box }) {
  const look = {
    live: 'fill-surface stroke-water',
    quiet: 'fill-surface stroke-water-soft',
    paused: 'fill-surface stroke-warn',
    disconnected: 'fill-surface stroke-line-strong',
    broken: 'fill-surface stroke-bad',
    absent: 'fill-surface stroke-line-strong',
  }[step.state]
  return (
    <rect
      {...box({ from: gateAt - 9, to: gateAt + 9, low: -6, high: 12, round: 9 })}
      strokeWidth={3}
      strokeDasharray={step.state === 'absent' ? '3 4' : undefined}
      className={cn(look, 'forced-colors:stroke-[CanvasText]')}
    />
  )
}

/** Teal is for what is live; a gate that waits open is grey, and so is one shut for good; one shut for now warns. */
function paddle(step: SluiceStep): string {
  if (step.state === 'broken') return 'fill-bad'
  if (step.state === 'disconnected') return 'fill-muted'
  if (blocks(step)) return 'fill-warn'
  return step.state === 'live' ? 'fill-accent' : 'fill-muted'
}
