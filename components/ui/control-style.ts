/** Shared by everything one types or picks in: 36 px high, 16 px text on touch screens (or iOS zooms in). */
export const controlStyle = [
  'w-full min-w-0 rounded-lg border border-control bg-surface px-3 text-ink transition-colors placeholder:text-faint',
  'hover:border-muted focus-visible:outline-offset-0 disabled:bg-sunken disabled:text-faint [&:is(input,textarea):read-only]:bg-sunken',
  'aria-invalid:border-bad pointer-coarse:min-h-11 pointer-coarse:text-lg',
].join(' ')
