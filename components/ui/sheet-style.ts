/** The dimmed page behind a dialog, and the dialog's own sheet: a full screen on a phone. */
export const backdropStyle =
  'fixed inset-0 z-50 bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0'
export const sheetStyle =
  'fixed inset-x-0 bottom-0 z-50 flex max-h-dvh w-full flex-col overflow-y-auto rounded-t-lg border border-line-strong bg-surface text-ink shadow-lift outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 sm:inset-auto sm:top-1/2 sm:left-1/2 sm:max-h-[calc(100dvh-4rem)] sm:w-[min(32rem,calc(100vw-3rem))] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-lg'
