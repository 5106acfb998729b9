import type { Instrumentation } from 'next'

/**
 * What a page or route threw, logged once at the edge of the app. The digest is what Next shows after a client-side
 * navigation, the request id what the error page shows otherwise: the log carries both, so either finds the line.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { logRequestError } = await import('./instrumentation.node')
  logRequestError(error, request, context)
}
